"""An SMTP relay for the tests: aiosmtpd on a free port of this machine.

relay.py [--certificate FILE --key FILE] [--user NAME --password WORD]

Prints its port, then one line of JSON for each message that it accepted: sender, recipients, whether
the connection was encrypted, who signed in, and the message's headers and text, decoded. With a certificate it offers
STARTTLS and takes no mail without it; with a user it takes no mail from others. Ends with its standard
input.
"""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Handler:
    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        told = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "encrypted": session.ssl is not None,
            "user": session.auth_data.login.decode() if session.auth_data else None,
            "headers": dict(message.items()),
            "text": message.get_content(),
        }
        print(json.dumps(told), flush=True)
        return "250 OK"


def checked(user, password):
    def check(server, session, envelope, mechanism, data):
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=right, auth_data=data if right else None)

    return check


async def main():
    parser = argparse.ArgumentParser()
    for name in ("--certificate", "--key", "--user", "--password"):
        parser.add_argument(name)
    wanted = parser.parse_args()
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)

    def connected():
        settings = {"hostname": "relay.test", "enable_SMTPUTF8": False}
        if wanted.certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(wanted.certificate, wanted.key)
            settings.update(tls_context=context, require_starttls=True)
        if wanted.user:
            settings.update(
                authenticator=checked(wanted.user, wanted.password),
                auth_required=True,
                auth_require_tls=bool(wanted.certificate),
            )
        return SMTP(Handler(), **settings)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connected, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
