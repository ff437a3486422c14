//! A person signed in with a browser: password, recovery codes, the end of the account.

use http::header::{CONTENT_TYPE, COOKIE, ORIGIN, SET_COOKIE};
use http::{Method, StatusCode};
use web::sessions::Secret;

use crate::ask::{Answer, Tried, ask, post_form};
use crate::life::Life;
use crate::person::{Known, NAME, expect, refuse_failure};

/// A signed-in browser.
pub struct Session {
    /// `name=value`.
    cookie: String,
    /// The password that opened the account.
    pub password: String,
}

impl Known {
    /// Signs in with whichever password opens the account, the newest first; none if none does.
    pub async fn session(&self, life: &Life) -> Tried<Option<Session>> {
        for password in self.passwords.iter().rev() {
            let answer = post_form(life, "/sign-in", &[("name", NAME), ("password", password)]).await?;
            refuse_failure(&answer)?;
            let cookie = answer.header(SET_COOKIE.as_str()).filter(|_| answer.status.is_redirection());
            if let Some(cookie) = cookie.and_then(|cookie| cookie.split(';').next()) {
                return Ok(Some(Session { cookie: cookie.to_owned(), password: password.clone() }));
            }
        }
        Ok(None)
    }

    async fn signed_in(&self, life: &Life) -> Tried<Session> {
        self.session(life).await?.ok_or_else(|| "no password opens the account".to_owned())
    }

    pub async fn change_password(&mut self, life: &Life, new: &str) -> Tried {
        let session = self.signed_in(life).await?;
        self.passwords = vec![session.password.clone(), new.to_owned()];
        let fields = [("current", session.password.as_str()), ("password", new)];
        let answer = session.post(life, "/account/password", &fields).await?;
        expect(&answer, answer.status == StatusCode::SEE_OTHER)?;
        self.passwords = vec![new.to_owned()];
        Ok(())
    }

    /// Asks for new recovery codes, and keeps those that are shown.
    pub async fn draw_codes(&mut self, life: &Life) -> Tried {
        let session = self.signed_in(life).await?;
        // From here on until the answer, either the old ones or the new ones count.
        self.codes.clear();
        let answer = session.post(life, "/account/recovery-codes", &[("current", &session.password)]).await?;
        expect(&answer, answer.status == StatusCode::OK)?;
        let text = answer.text();
        let list = text.split(r#"<ul class="codes mono">"#).nth(1).and_then(|rest| rest.split("</ul>").next());
        let items = list.unwrap_or_default().split("<li>").skip(1);
        self.codes = items.filter_map(|item| item.split("</li>").next()).map(|code| code.trim().to_owned()).collect();
        assert!(self.codes.len() > 3, "codes are shown: {text}");
        Ok(())
    }

    /// Sets a new password with the first code that was shown, once.
    pub async fn recover(&mut self, life: &Life, new: &str) -> Tried {
        let code = self.codes.first().cloned().ok_or("codes were shown")?;
        self.passwords.push(new.to_owned());
        let fields = [("name", NAME), ("code", code.as_str()), ("password", new)];
        let answer = post_form(life, "/recover/code", &fields).await?;
        refuse_failure(&answer)?;
        let used = answer.status == StatusCode::SEE_OTHER;
        // The answer of an earlier time may be lost: then the code is used up, and the password set.
        let alone = Self { passwords: vec![new.to_owned()], ..Self::default() };
        assert!(used || alone.signs_in(life).await?, "a code that was shown does not open the account: {answer:?}");
        self.passwords = vec![new.to_owned()];
        Ok(())
    }

    /// Ends the account; told so, or that it is gone.
    pub async fn leave(&mut self, life: &Life) -> Tried {
        self.leaving = true;
        self.account = false;
        let Some(session) = self.session(life).await? else {
            self.deleted = true;
            return Ok(());
        };
        let fields = [("current", session.password.as_str()), ("confirm", "yes")];
        let answer = session.post(life, "/account/delete", &fields).await?;
        expect(&answer, answer.status == StatusCode::SEE_OTHER)?;
        self.deleted = true;
        Ok(())
    }
}

impl Session {
    /// Sends a form of a page, as the page does.
    async fn post(&self, life: &Life, path: &str, fields: &[(&str, &str)]) -> Tried<Answer> {
        let secret =
            self.cookie.split_once('=').and_then(|(_, value)| Secret::parse(value)).expect("a session's cookie");
        let csrf = web::csrf::token(&secret);
        let fields = fields.iter().copied().chain([("csrf", csrf.as_str())]);
        let form: Vec<String> = fields.map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
        let headers = [
            (CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded"),
            (ORIGIN.as_str(), "http://member.test"),
            (COOKIE.as_str(), self.cookie.as_str()),
        ];
        ask(life, Method::POST, path, &headers, form.join("&").into_bytes()).await
    }
}
