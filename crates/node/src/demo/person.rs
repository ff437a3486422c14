//! A person at the member's pages, with what a browser does: cookies, forms, the API of the pages' scripts.

use http::Method;
use http::header::{CONTENT_TYPE, HeaderValue};
use reqwest::RequestBuilder;
use serde::de::DeserializeOwned;
use web::csrf::CSRF_HEADER;

use crate::client::{ClientError, Exchange};

/// Largest page that is read, in bytes.
const PAGE_BYTES: usize = 8 << 20;
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
/// What stands before and after the token that forms carry.
const CSRF_FIELD: (&str, &str) = ("name=\"csrf\" value=\"", "\"");
/// Under this name an operator's link hands on its secret to the form of a new account.
const INVITATION: &str = "invitation";

/// Somebody with a browser of their own.
pub struct Person {
    exchange: Exchange,
    csrf: String,
}

/// An API token just made.
#[derive(serde::Deserialize)]
pub struct Token {
    pub id: String,
    pub token: String,
}

impl Person {
    /// Follows an operator's link that was made for a new account, and makes it.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn sign_up(server: &str, link: &str, name: &str, password: &str) -> Result<Self, ClientError> {
        let person = Self::visitor(server)?;
        let form = person.exchange.send(person.exchange.request(Method::GET, link)?).await?;
        let handed = form.url().query_pairs().find(|(key, _)| key == INVITATION);
        let invitation = handed.ok_or(ClientError::Answer("no invitation"))?.1.into_owned();
        let fields = [("name", name), ("password", password), ("email", ""), (INVITATION, &invitation)];
        person.post("/sign-up", &fields).await?;
        person.inside().await
    }

    /// Follows an operator's link that signs in.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn sign_in(server: &str, link: &str) -> Result<Self, ClientError> {
        let person = Self::visitor(server)?;
        person.get(link).await?;
        person.inside().await
    }

    /// Somebody who is not signed in.
    ///
    /// # Errors
    /// [`ClientError::Address`].
    pub fn visitor(server: &str) -> Result<Self, ClientError> {
        let exchange = Exchange::with(|browser| browser.cookie_store(true), server)?;
        Ok(Self { exchange, csrf: String::new() })
    }

    /// With the token that the forms of this session carry.
    async fn inside(self) -> Result<Self, ClientError> {
        let page = self.get("/space").await?;
        let (before, after) = CSRF_FIELD;
        let found = page.split_once(before).and_then(|(_, rest)| rest.split_once(after));
        let (csrf, _) = found.ok_or(ClientError::Answer("no form on a page of who is signed in"))?;
        Ok(Self { csrf: csrf.to_owned(), ..self })
    }

    /// A page's text, or what the API answers.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn get(&self, path: &str) -> Result<String, ClientError> {
        self.text(self.exchange.request(Method::GET, path)?).await
    }

    /// What the API answers to a question.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn ask<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        read_json(&self.get(path).await?)
    }

    /// Sends a form, and gives the page that it leads to.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<String, ClientError> {
        // The query of an address is encoded as a form is.
        let mut form = self.exchange.server().clone();
        form.query_pairs_mut().clear().extend_pairs(fields).append_pair("csrf", &self.csrf);
        let body = form.query().unwrap_or_default().to_owned();
        self.text(self.exchange.request(Method::POST, path)?.header(CONTENT_TYPE, FORM).body(body)).await
    }

    /// Changes what the API changes: `method` and `body` as its description says.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn change(&self, method: Method, path: &str, body: &serde_json::Value) -> Result<String, ClientError> {
        self.text(self.exchange.request(method, path)?.header(CSRF_HEADER, &self.csrf).json(body)).await
    }

    /// A new API token of this account, whose password it takes, for uploads and for what is asked meanwhile.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn token(&self, password: &str) -> Result<Token, ClientError> {
        let scopes = ["read", "upload"];
        let wish = serde_json::json!({ "name": "demonstration", "scopes": scopes, "password": password });
        read_json(&self.change(Method::POST, "/api/v1/tokens", &wish).await?)
    }

    /// Revokes it.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn revoke(&self, token: &Token) -> Result<(), ClientError> {
        let path = format!("/api/v1/tokens/{}", token.id);
        self.change(Method::DELETE, &path, &serde_json::Value::Null).await.map(|_nothing| ())
    }

    async fn text(&self, request: RequestBuilder) -> Result<String, ClientError> {
        let answer = self.exchange.send(request).await?;
        let body = self.exchange.read(answer, PAGE_BYTES).await?;
        String::from_utf8(body).map_err(|_| ClientError::Answer("no text"))
    }
}

fn read_json<T: DeserializeOwned>(text: &str) -> Result<T, ClientError> {
    serde_json::from_str(text).map_err(|_| ClientError::Answer("JSON of another shape"))
}
