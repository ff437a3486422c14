//! Parts of a file on their way to the member.

use std::io;

use axum::body::Body;
use bytes::Bytes;
use futures::stream;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{Method, StatusCode};

use crate::ask::{Answer, Tried, ask_with};
use crate::life::Life;
use crate::person::{Known, expect, refuse_failure};

impl Known {
    async fn patch(&self, life: &Life, at: &str, body: Body) -> Tried<Answer> {
        let (authorization, offset) = (format!("Bearer {}", self.token), self.offset.to_string());
        let headers = [
            (AUTHORIZATION.as_str(), authorization.as_str()),
            ("tus-resumable", "1.0.0"),
            ("upload-offset", offset.as_str()),
            (CONTENT_TYPE.as_str(), "application/offset+octet-stream"),
        ];
        ask_with(life, Method::PATCH, at, &headers, body).await
    }

    /// Sends the file on up to byte `end`.
    pub async fn send_part(&mut self, life: &Life, at: &str, end: usize) -> Tried {
        let part = self.source.get(self.offset..end).unwrap_or_default().to_vec();
        let answer = self.patch(life, at, Body::from(part)).await?;
        expect(&answer, answer.status == StatusCode::NO_CONTENT)?;
        self.offset = self.offset.max(end);
        Ok(())
    }

    /// Sends some more, and loses the line.
    pub async fn send_cut(&mut self, life: &Life, at: &str) -> Tried {
        let rest = self.source.get(self.offset..).unwrap_or_default();
        let part = Bytes::copy_from_slice(&rest[..rest.len() / 2]);
        let lost = io::Error::from(io::ErrorKind::ConnectionReset);
        let body = Body::from_stream(stream::iter([Ok(part), Err(lost)]));
        // Nobody hears the answer.
        refuse_failure(&self.patch(life, at, body).await?)
    }
}
