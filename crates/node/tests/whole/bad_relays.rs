//! Mail relays as they are on a bad day.

use std::time::Duration;

use http::{Method, StatusCode};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::ask::ask;
use crate::logged::Logged;
use crate::mailing::{ADDRESS, PLAIN, ask_for_mail, mailing, member_on, path};
use crate::member::{Whole, new_account};
use crate::relay::Relay;

const NOBODY: &str = "someone.else@recipient.test";

/// What a relay does on a bad day. Each serves every connection the same way, for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bad {
    /// Nothing listens.
    Down,
    /// Accepts, and says nothing.
    Silent,
    /// Says a byte now and then, and never a whole line.
    Dripping,
    /// Closes at once.
    Closing,
    /// Takes the message and closes before it says whether it has it.
    Dropping,
    /// Knows nobody.
    Refusing,
    /// Has no time now.
    Busy,
}

impl Bad {
    const ALL: [Self; 7] =
        [Self::Down, Self::Silent, Self::Dripping, Self::Closing, Self::Dropping, Self::Refusing, Self::Busy];

    async fn listen(self) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        if self != Self::Down {
            tokio::spawn(async move {
                loop {
                    let (stream, _) = listener.accept().await.unwrap();
                    tokio::spawn(self.serve(stream));
                }
            });
        }
        port
    }

    async fn serve(self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        match self {
            Self::Down | Self::Closing => {}
            Self::Silent => drop(stream.read(&mut [0; 1]).await),
            Self::Dripping => while stream.write_all(b"2").await.is_ok() && stream.read(&mut [0; 1]).await.is_ok() {},
            Self::Dropping => drop(talk(&mut stream, "250 OK").await),
            Self::Refusing => drop(talk(&mut stream, "550 5.1.1 <noor.quell@recipient.test>: no such person").await),
            Self::Busy => drop(stream.write_all(b"421 4.3.2 come back later\r\n").await),
        }
    }

    /// Whether it never says anything that is an answer.
    const fn is_silent(self) -> bool {
        matches!(self, Self::Silent | Self::Dripping)
    }

    /// What may be told of it.
    const fn told(self) -> &'static str {
        match self {
            Self::Down | Self::Closing | Self::Dropping => "could not be reached",
            Self::Silent | Self::Dripping => "no answer in time",
            Self::Refusing => "code 550",
            Self::Busy => "code 421",
        }
    }
}

/// An SMTP dialogue up to the message itself, after which the connection ends.
async fn talk(stream: &mut BufReader<TcpStream>, recipient: &str) -> std::io::Result<()> {
    stream.write_all(b"220 relay.test\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let answer = match line.split([' ', '\r']).next().unwrap_or_default() {
            "RCPT" => recipient,
            "DATA" => "354 go on",
            "." => return Ok(()),
            _ if line.contains(':') && !line.starts_with("MAIL") => "",
            "EHLO" | "HELO" | "MAIL" | "RSET" | "QUIT" | "NOOP" => "250 OK",
            _ => "",
        };
        if !answer.is_empty() {
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
        line.clear();
    }
    Ok(())
}

#[tokio::test]
async fn whatever_the_relay_does_the_person_is_told_the_same_and_the_operator_what_it_was() {
    for bad in Bad::ALL {
        let logged = Logged::listen();
        let whole = mailing(bad.listen().await, PLAIN).await;
        let operator = new_account(&whole.member, "olga", None).await;
        whole.member.store.set_roles(operator, true, false).await.unwrap().unwrap();
        let cookie = whole.signed_in(operator).await;

        // The answer does not wait for the relay: the silent one never speaks.
        let known = ask_for_mail(&whole, ADDRESS, "en").await;
        let unknown = ask_for_mail(&whole, NOBODY, "en").await;
        assert_eq!((known.status, &known.body), (unknown.status, &unknown.body), "{bad:?}");
        assert_eq!(known.headers, unknown.headers, "{bad:?}");

        while !logged.text().contains("a recovery mail was not sent") {
            // Who will answer is given the time for it, however busy the machine is.
            if bad.is_silent() {
                whole.world.clock.advance(Duration::from_secs(1)).await;
            }
            // The sockets are real: let them be served.
            tokio::task::spawn_blocking(|| {}).await.unwrap();
        }
        let console = ask(&whole.router, Method::GET, "/operator", &[("cookie", &cookie)], Vec::new()).await;
        for (place, text) in [("log", logged.text()), ("console", console.text())] {
            assert!(text.contains(bad.told()), "{bad:?} in the {place}: {text}");
            for part in [ADDRESS, "noor.quell", "recipient.test"] {
                assert!(!text.contains(part), "{bad:?}: {part} is in the {place}");
            }
        }
    }
}

#[tokio::test]
async fn failures_of_the_relay_do_not_use_up_the_links_that_a_person_may_have() {
    let mut relay = Relay::start(&[]).await;
    let whole = mailing(Bad::Closing.listen().await, PLAIN).await;
    for _ in 0..4 {
        ask_for_mail(&whole, ADDRESS, "en").await;
        whole.member.app.finish().await;
    }
    // The same member with another relay: what it had noted in its database is what counts.
    let Whole { world, member, .. } = whole;
    member.finish().await.unwrap();
    let again = member_on(world, relay.port, PLAIN).await;
    ask_for_mail(&again, ADDRESS, "en").await;
    let message = relay.message().await;
    assert_eq!(again.get(&path(&message), &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_silent_relay_holds_up_neither_other_pages_nor_the_stop() {
    let whole = mailing(Bad::Silent.listen().await, PLAIN).await;
    for number in 0..80 {
        let address = format!("person{number}@recipient.test");
        new_account(&whole.member, &format!("person{number}"), Some(&address)).await;
        assert_eq!(ask_for_mail(&whole, &address, "en").await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(whole.get("/", &[]).await.status, StatusCode::OK);
    let clock = whole.world.clock.clone();
    let mut stopped = Box::pin(whole.member.finish());
    assert!(futures::poll!(&mut stopped).is_pending());
    for _ in 0..11 {
        clock.advance(Duration::from_secs(1)).await;
    }
    stopped.await.unwrap();
}
