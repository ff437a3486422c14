//! `/purse/usage`: what was counted, and use from files in two steps.

use std::collections::BTreeMap;

use axum::extract::{DefaultBodyLimit, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use data_encoding::HEXLOWER;
use exchange::Office;
use federation::closing::UsageLine;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use purse::split::Rules;
use purse::usage::{Hour, Unit};
use seams::entropy;

use super::chosen::Chosen;
use super::drafts::{Drafts, Found, entries};
use super::logs;
use super::posted::PostedFile;
use super::rows::{Key, Rows, Terms};
use super::told::leave_out;
use super::traced::lines_of_use;
use super::{Asked, complaint, done, page, refused};
use crate::app::App;
use crate::costs::midnight;
use crate::i18n::{Lang, format};
use crate::pages::fields::Posted;
use crate::pages::pools::shown_pool;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::errors::Trouble;
use crate::view::purse::usage::{Counted, DaySum, Draft, FileKind, RefusedLine, UploadForm, UsagePage};
use crate::view::purse::{AlonePage, quantity};
use crate::view::{Complaint, Complaints, Notice};

/// Bytes of a file with its form, at most.
const MAX_BODY_BYTES: usize = 64_000_000 + 65_536;

/// Days that the first step shows, at most.
const MAX_DAYS: usize = 1_000;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/purse/usage", get(show))
        .route("/purse/usage", post(read).layer(DefaultBodyLimit::max(MAX_BODY_BYTES)))
        .route("/purse/usage/write", post(write))
        .layer(Extension(Drafts::default()))
}

async fn show(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.reader()?;
    let Some(office) = app.office() else { return page(&AlonePage { chrome: visit.chrome(&app).await? }) };
    let form = UploadForm { kind: FileKind::Csv.code().to_owned(), homes: String::new() };
    page(&page_of(&app, &visit, &office, &asked.month, form).await?)
}

async fn page_of(app: &App, visit: &Visit, office: &Office, month: &str, form: UploadForm) -> Result<UsagePage, Stop> {
    let chosen = Chosen::read(office, month).await?;
    let written = |line: &UsageLine, amount| quantity(visit.lang, &line.unit, amount, chosen.period.hours());
    let rules = charter_rules(office, &chosen).await;
    let pool = |unit: &Unit| rules.as_ref().map_or_else(|| unit.pool(), |rules| rules.pool_of(unit)).map(shown_pool);
    let counted = |(line, by_others): (UsageLine, bool)| Counted {
        service: line.service.clone(),
        pool: pool(&line.unit),
        home: chosen.names.name(&line.home),
        carrier: chosen.names.name(&line.carrier),
        by_others,
        charged: written(&line, line.charged),
        disputed: (line.disputed > 0).then(|| written(&line, line.disputed)),
    };
    let lines = chosen.closing.iter().flat_map(|closing| lines_of_use(&closing.report));
    Ok(UsagePage {
        chrome: visit.chrome(app).await?,
        month: chosen.period.first_day(),
        months: chosen.offered.clone(),
        counted: lines.map(counted).collect(),
        treasurer: visit.treasurer().is_ok(),
        names: chosen.names.hosts(),
        own_units: rules.iter().flat_map(|rules| rules.own_units.keys().cloned()).collect(),
        form,
        complaints: Complaints::default(),
        draft: None,
    })
}

/// The rules of the charter that holds in a month.
async fn charter_rules(office: &Office, chosen: &Chosen) -> Option<Rules> {
    let desk = office.desk().await;
    let hash = desk.chain().ok()?.roll.charter(&chosen.period);
    desk.charters().get(&hash).map(|charter| charter.rules.clone())
}

/// What of a file is not written, beside its sums.
#[derive(Default)]
struct Notes {
    refused: Vec<RefusedLine>,
    refused_count: u64,
    unknown: Vec<(String, String)>,
}

/// The first step: reads the file and shows what would be written.
async fn read(
    State(app): State<App>,
    Extension(drafts): Extension<Drafts>,
    PostedFile { visit, fields, file }: PostedFile,
) -> Result<Response, Stop> {
    let treasurer = visit.treasurer()?.id;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let chosen = Chosen::read(&office, "").await?;
    let form = UploadForm { kind: fields.trimmed("kind"), homes: fields.text("homes").to_owned() };
    let mut filled = page_of(&app, &visit, &office, "", form.clone()).await?;
    let salt = entropy::random::<32>(app.seams.entropy.as_ref());
    let from = Hour::of(midnight(chosen.open_from()));
    let until = Hour::of(app.seams.clock.now());
    let terms = Terms { names: chosen.names.clone(), me: office.member(), from, until };
    let lang = visit.lang;
    let read = match file {
        None => Err(Complaint::FileMissing),
        // A large log takes a while, in which others are answered.
        Some(file) => tokio::task::spawn_blocking(move || sums(lang, &terms, &form, salt, &file.bytes))
            .await
            .map_err(|error| Stop::Failure(format!("a file of usage was not read to its end: {error}")))?,
    };
    let (mut sums, notes) = match read {
        Ok(read) => read,
        Err(complaint) => {
            filled.complaints = Complaints(vec![complaint]);
            return refused(&filled);
        }
    };
    let repeated = leave_out(&office, &mut sums).await?;
    let id = HEXLOWER.encode(&entropy::random::<16>(app.seams.entropy.as_ref()));
    filled.draft = Some(Draft {
        id: id.clone(),
        days: days(&visit, &chosen, &sums),
        rows: u64::try_from(sums.len()).unwrap_or(u64::MAX),
        repeated,
        refused: notes.refused,
        refused_count: notes.refused_count,
        unknown: notes.unknown,
    });
    drafts.keep(id, treasurer, app.seams.clock.now(), entries(sums));
    page(&filled)
}

/// A file's sums, and what of it is left out.
fn sums(
    lang: Lang,
    terms: &Terms,
    form: &UploadForm,
    salt: [u8; 32],
    bytes: &[u8],
) -> Result<(BTreeMap<Key, u64>, Notes), Complaint> {
    let kind = FileKind::from_code(&form.kind).ok_or(Complaint::FileUnreadable)?;
    let told = |rows: &Rows| -> Vec<RefusedLine> {
        let line = |(line, why): &(u64, super::rows::RowRefusal)| RefusedLine { line: *line, why: why.text(lang) };
        rows.refused.iter().map(line).collect()
    };
    if kind == FileKind::Csv {
        let rows = terms.table(bytes).ok_or(Complaint::FileUnreadable)?;
        let (refused, refused_count) = (told(&rows), rows.refused_count);
        return Ok((rows.sums, Notes { refused, refused_count, unknown: Vec::new() }));
    }
    let homes = logs::homes(&form.homes, &terms.names).ok_or(Complaint::HomesShape)?;
    let read = logs::read(kind, homes, salt, terms, bytes).ok_or(Complaint::FileUnreadable)?;
    let bad = read.bad.iter().map(|bad| RefusedLine { line: bad.line, why: logs::told(lang, bad.why) });
    let refused = bad.chain(told(&read.rows)).collect();
    let refused_count = read.bad_count.saturating_add(read.rows.refused_count);
    let mut unknown: Vec<(String, String)> =
        read.unknown.into_iter().map(|(host, bytes)| (host, format::size(lang, bytes))).collect();
    if read.beyond > 0 {
        unknown.push((lang.text("usage-unknown-rest"), format::size(lang, read.beyond)));
    }
    Ok((read.rows.sums, Notes { refused, refused_count, unknown }))
}

/// The sums by day, as they are shown.
fn days(visit: &Visit, chosen: &Chosen, sums: &BTreeMap<Key, u64>) -> Vec<DaySum> {
    let mut days: BTreeMap<(Date, Key), u128> = BTreeMap::new();
    for (key, sum) in sums {
        let day = TimeZone::UTC.to_datetime(key.hour.start()).date();
        let of_day = Key { hour: key.hour.day().first_hour(), ..key.clone() };
        *days.entry((day, of_day)).or_default() += u128::from(*sum);
    }
    let row = |((day, key), sum): ((Date, Key), u128)| DaySum {
        day,
        claim: key.side == federation::entry::Side::Claim,
        other: chosen.names.name(&key.other),
        service: key.service,
        quantity: quantity(visit.lang, &key.unit, sum, 24),
    };
    days.into_iter().take(MAX_DAYS).map(row).collect()
}

/// The second step: writes what the first one showed.
async fn write(
    State(app): State<App>,
    Extension(drafts): Extension<Drafts>,
    Posted { visit, fields }: Posted,
) -> Result<Response, Stop> {
    let treasurer = visit.treasurer()?.id;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let id = fields.text("draft");
    let entries = match drafts.find(id, treasurer, app.seams.clock.now()) {
        None => return Err(Stop::Trouble(Trouble::Stale)),
        Some(Found::Written) => return Ok(done("/purse/usage", Notice::UsageWritten)),
        Some(Found::Entries(entries)) => entries,
    };
    match office.append_all(&entries).await {
        Ok(_) => {
            drafts.written(id);
            Ok(done("/purse/usage", Notice::UsageWritten))
        }
        Err(failure) => {
            let mut filled = page_of(&app, &visit, &office, "", UploadForm::default()).await?;
            filled.complaints = complaint(failure)?;
            refused(&filled)
        }
    }
}
