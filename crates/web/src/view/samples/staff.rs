//! Pages of operators and treasurers.

use jiff::civil::Date;

use super::videos::ID;
use super::{Sample, hours_ago, words};
use crate::i18n::Lang;
use crate::view::chrome::Chrome;
use crate::view::cost::{Pool, Quantity};
use crate::view::form::{Complaint, Complaints};
use crate::view::home::Pager;
use crate::view::money::Money;
use crate::view::operator::{Detail, FailedJob, Health, HealthLine, OperatorPage, Part, RunningJob, SandboxLine, Wall};
use crate::view::operator_holds::{HeldVideo, OperatorHoldsPage};
use crate::view::operator_users::{InvitationRow, OperatorUsersPage, UserRow};
use crate::view::sign_up::SignUpMode;
use crate::view::treasurer::{CapacityUnit, ExpenseForm, ExpenseRow, PoolMonth, TreasurerPage};

const MONTH: Date = Date::constant(2026, 11, 1);
const HOURS_OF_MONTH: u64 = 720;

fn operator(lang: Lang) -> OperatorPage {
    let line = |part, health, detail| HealthLine { part, health, detail };
    let refused = "connection refused by smtp.tilleuls.example:587".to_owned();
    let failed = |id, reason: &str, retry_helps| FailedJob {
        id,
        kind: "encode".to_owned(),
        video: Some(ID.to_owned()),
        attempts: if retry_helps { 5 } else { 1 },
        failed_at: hours_ago(2),
        reason: reason.to_owned(),
        retry_helps,
        dismissable: true,
    };
    OperatorPage {
        chrome: Chrome::sample_signed_in(lang, "/operator", true),
        version: "0.1.0".to_owned(),
        health: vec![
            line(Part::Database, Health::Good, Detail::None),
            line(Part::Objects, Health::Good, Detail::None),
            line(Part::Workers, Health::Good, Detail::None),
            line(Part::Media, Health::Attention, Detail::PartlyConfined),
            line(Part::Mail, Health::Bad, Detail::Logged(refused)),
        ],
        sandbox: vec![
            SandboxLine { wall: Wall::Seccomp, holds: true },
            SandboxLine { wall: Wall::Rlimits, holds: true },
            SandboxLine { wall: Wall::Landlock, holds: true },
            SandboxLine { wall: Wall::NetworkNamespace, holds: false },
        ],
        waiting: 4,
        running: vec![RunningJob { id: 118, kind: "encode".to_owned(), video: Some(ID.to_owned()), permille: 434 }],
        failed: vec![
            failed(97, "probe: moov atom not found (the file is truncated)", false),
            failed(103, "encode: ffmpeg killed after 7200 s", true),
        ],
        stored_bytes: 341_000_000_000,
        uploading_bytes: 2_100_000_000,
        free_bytes: Some(1_610_000_000_000),
        objects: 12_412,
        users: 96,
        videos: 1_204,
    }
}

fn users(lang: Lang) -> OperatorUsersPage {
    let user = |id: &str, name: &str, quota: &str, staff: bool| UserRow {
        id: id.to_owned(),
        name: name.to_owned(),
        used_bytes: 3_240_000_000,
        quota_gb: quota.to_owned(),
        operator: staff,
        treasurer: staff,
        delegate: staff,
        videos: 12,
        created_at: hours_ago(4_000),
    };
    OperatorUsersPage {
        chrome: Chrome::sample_signed_in(lang, "/operator/users", true),
        query: String::new(),
        mode: SignUpMode::Invitation,
        default_quota: "50".to_owned(),
        users: vec![
            user("a1", "Amélie", "", true),
            user("b2", "assemblée-du-quartier", "20,5", false),
            user("c3", "bruno", "20", false),
        ],
        invitations: vec![InvitationRow { id: "i1".to_owned(), expires_at: hours_ago(-200) }],
        new_invitation: Some("https://tilleuls.example/sign-up?invitation=m4t7-xk2q-9drw".to_owned()),
        refused: Some("b2".to_owned()),
        complaints: Complaints(vec![Complaint::QuotaShape]),
        pager: Pager { previous: None, next: Some("/operator/users?q=&after=ana".to_owned()) },
    }
}

fn pools() -> Vec<PoolMonth> {
    let kept = |gigabytes: u128| {
        Some(Quantity::ByteHours(gigabytes * 1_000_000_000 * u128::from(HOURS_OF_MONTH), HOURS_OF_MONTH))
    };
    let delivered = |gigabytes: u64| Some(Quantity::Bytes(gigabytes * 1_000_000_000));
    let encoded = |minutes: u128| Some(Quantity::PixelMilliseconds(minutes * 60_000 * 1920 * 1080));
    let month = |pool, expenses: u64, used: u64| PoolMonth {
        pool,
        expenses: Money::cents(expenses),
        used: Money::cents(used),
        idle: Money::cents(expenses - used),
        use_quantity: None,
        capacity: None,
        overuse: None,
        use_permille: None,
    };
    vec![
        PoolMonth {
            use_quantity: delivered(1_240),
            capacity: delivered(1_000),
            overuse: delivered(240),
            use_permille: Some(1240),
            ..month(Pool::Delivery, 2990, 2990)
        },
        PoolMonth {
            use_quantity: kept(340),
            capacity: kept(2_000),
            use_permille: Some(170),
            ..month(Pool::Storage, 1200, 204)
        },
        PoolMonth {
            use_quantity: encoded(611),
            capacity: encoded(9_000),
            use_permille: Some(67),
            ..month(Pool::Encoding, 500, 34)
        },
    ]
}

fn treasurer(lang: Lang) -> TreasurerPage {
    let expense = |id, pool, english: &str, french: &str, cents, capacity| ExpenseRow {
        id,
        pool,
        label: words(lang, english, french),
        amount: Money::cents(cents),
        common: Money::cents(cents),
        first_month: MONTH,
        last_month: MONTH,
        capacity,
        entered_at: hours_ago(40),
        reversed: false,
        reverses: None,
    };
    let wrong = expense(
        3,
        Pool::Storage,
        "Disks, invoice 88",
        "Disques, facture 88",
        14_400,
        Some((24, CapacityUnit::TbMonth)),
    );
    TreasurerPage {
        chrome: Chrome::sample_signed_in(lang, "/treasurer", true),
        month: MONTH,
        running: true,
        months: vec![MONTH, Date::constant(2026, 10, 1)],
        pools: pools(),
        refusal: None,
        expenses_total: Money::cents(4690),
        used_total: Money::cents(3228),
        idle_total: Money::cents(1462),
        expenses: vec![
            ExpenseRow {
                reverses: Some(3),
                amount: Money::Minus(144_000),
                common: Money::Minus(144_000),
                ..expense(4, Pool::Storage, "Disks, invoice 88", "Disques, facture 88", 14_400, None)
            },
            ExpenseRow { reversed: true, last_month: Date::constant(2027, 10, 1), ..wrong },
            ExpenseRow {
                common: Money::cents(2000),
                ..expense(
                    2,
                    Pool::Delivery,
                    "Transit, November",
                    "Transit, novembre",
                    2990,
                    Some((1_000, CapacityUnit::Gb)),
                )
            },
        ],
        form: ExpenseForm {
            pool: "storage".to_owned(),
            amount: "douze".to_owned(),
            first_month: "2026-11".to_owned(),
            last_month: "2026-11".to_owned(),
            unit: "TB_month".to_owned(),
            ..ExpenseForm::default()
        },
        complaints: Complaints(vec![Complaint::ExpenseLabelShape, Complaint::AmountShape]),
    }
}

fn holds(lang: Lang) -> OperatorHoldsPage {
    let held = |title: String, hours| HeldVideo {
        id: ID.to_owned(),
        title,
        author: "bruno".to_owned(),
        since: hours_ago(hours),
    };
    OperatorHoldsPage {
        chrome: Chrome::sample_signed_in(lang, "/operator/holds", true),
        typed: String::new(),
        unknown: false,
        held: vec![held(words(lang, "First snow", "Première neige"), 30), held(String::new(), 400)],
        pager: Pager { previous: None, next: None },
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let treasurer_empty = TreasurerPage {
        pools: Vec::new(),
        expenses: Vec::new(),
        form: ExpenseForm::default(),
        complaints: Complaints::default(),
        ..treasurer(lang)
    };
    let holds_unknown = OperatorHoldsPage {
        typed: "https://aubepine.example/v/".to_owned(),
        unknown: true,
        held: Vec::new(),
        ..holds(lang)
    };
    Ok(vec![
        Sample::of("operator", &operator(lang))?,
        Sample::of("operator-users", &users(lang))?,
        Sample::of("operator-holds", &holds(lang))?,
        Sample::of("operator-holds-unknown", &holds_unknown)?,
        Sample::of("treasurer", &treasurer(lang))?,
        Sample::of("treasurer-empty", &treasurer_empty)?,
    ])
}
