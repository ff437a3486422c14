//! One request as the pages see it: language, address, and who is signed in.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, REFERER};
use axum::http::request::Parts;
use store::{Account, AuditLink, SignUpMode, StoreError};

use super::OpenSession;
use super::auditor;
use super::cookie::{self, LANG_COOKIE};
use crate::app::App;
use crate::csrf;
use crate::i18n::Lang;
use crate::limits::{Act, Subject, TooMany};
use crate::metering::ClientAddress;
use crate::pages::own_path;
use crate::pages::stop::Stop;
use crate::view::chrome::Auditing;
use crate::view::{Chrome, Notice, Viewer};

/// One request of a page.
#[derive(Clone)]
pub(crate) struct Visit {
    /// The language of the answer.
    pub(crate) lang: Lang,
    /// Path and query of the page: of the one that a posted form was on, which can be asked for again.
    pub(crate) path: String,
    /// The session, if somebody is signed in.
    pub(crate) session: Option<OpenSession>,
    /// The link by which an auditor came, if it has not ended.
    pub(crate) auditor: Option<AuditLink>,
    /// Where the request came from; none for a request inside the process.
    pub(crate) address: Option<IpAddr>,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Stop> {
        let session = super::find(app, &parts.headers).await?;
        let chosen = cookie::read(&parts.headers, LANG_COOKIE)
            .or_else(|| session.as_ref().map(|session| session.account.locale.as_str()));
        let accepted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|header| header.to_str().ok());
        let asked = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let path = if parts.method.is_safe() { asked.to_owned() } else { page_of_form(&parts.headers) };
        Ok(Self {
            lang: Lang::negotiate(chosen, accepted),
            path,
            address: parts.extensions.get::<ClientAddress>().map(|address| address.0),
            auditor: auditor::by_cookie(app, &parts.headers).await?,
            session,
        })
    }
}

/// The page that a form was posted from, which browsers say to the same origin (the pages' own Referrer-Policy), or the
/// home page. Only a path is taken of it, and not the notice of what was done before.
fn page_of_form(headers: &HeaderMap) -> String {
    let referrer = headers.get(REFERER).and_then(|referrer| referrer.to_str().ok());
    let behind = referrer.and_then(|referrer| referrer.split_once("://")).map_or("", |(_, behind)| behind);
    let path = own_path(behind.find('/').map_or("/", |start| &behind[start..]));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("done=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

impl Visit {
    /// The account that is signed in, or the way to the sign-in page.
    pub(crate) fn account(&self) -> Result<&Account, Stop> {
        self.session.as_ref().map(|session| &session.account).ok_or_else(|| Stop::SignIn(self.path.clone()))
    }

    /// The session, or the way to the sign-in page.
    pub(crate) fn session(&self) -> Result<&OpenSession, Stop> {
        self.session.as_ref().ok_or_else(|| Stop::SignIn(self.path.clone()))
    }

    /// The signed-in operator; anyone else is told that the page is not theirs.
    pub(crate) fn operator(&self) -> Result<&Account, Stop> {
        self.account().and_then(|account| if account.operator { Ok(account) } else { Err(Stop::FORBIDDEN) })
    }

    /// The signed-in treasurer; anyone else is told that the page is not theirs.
    pub(crate) fn treasurer(&self) -> Result<&Account, Stop> {
        self.account().and_then(|account| if account.treasurer { Ok(account) } else { Err(Stop::FORBIDDEN) })
    }

    /// The signed-in delegate; anyone else is told that the page is not theirs.
    pub(crate) fn delegate(&self) -> Result<&Account, Stop> {
        self.account().and_then(|account| if account.delegate { Ok(account) } else { Err(Stop::FORBIDDEN) })
    }

    /// Whoever may read what the federation decided and spent: people with a role, and auditors.
    pub(crate) fn reader(&self) -> Result<(), Stop> {
        if self.auditor.is_some() || self.account().is_ok_and(has_a_role) {
            return Ok(());
        }
        self.account().and(Err(Stop::FORBIDDEN))
    }

    /// Counts a try of this address. Without an address (a request inside the process) nothing is counted.
    pub(crate) fn limit_address(&self, app: &App, act: Act) -> Result<(), TooMany> {
        match self.address {
            Some(address) => app.limits.take(act, Subject::Address(address), app.seams.clock.now()),
            None => Ok(()),
        }
    }

    /// The frame of a page.
    pub(crate) async fn chrome(&self, app: &App) -> Result<Chrome, StoreError> {
        let settings = app.store.settings().await?;
        let viewer = self.session.as_ref().map(|session| Viewer {
            name: session.account.name.clone(),
            operator: session.account.operator,
            treasurer: session.account.treasurer,
            delegate: session.account.delegate,
        });
        let named = Some(settings.member_name).filter(|name| !name.is_empty());
        Ok(Chrome {
            lang: self.lang,
            site_name: named.unwrap_or_else(|| app.config.member_name.clone()),
            csrf: self.session.as_ref().map(|session| csrf::token(&session.secret)).unwrap_or_default(),
            sign_up_offered: viewer.is_none() && settings.sign_up == SignUpMode::Open,
            viewer,
            reader: self.reader().is_ok(),
            audit: self.auditor.as_ref().map(|link| Auditing { name: link.name.clone(), until: link.expires_at }),
            notice: self.notice(),
            path: self.path.clone(),
            source_url: app.config.source_url.clone(),
        })
    }

    fn notice(&self) -> Option<Notice> {
        let (_, query) = self.path.split_once('?')?;
        query.split('&').filter_map(|pair| pair.strip_prefix("done=")).find_map(Notice::from_code)
    }
}

const fn has_a_role(account: &Account) -> bool {
    account.operator || account.treasurer || account.delegate
}
