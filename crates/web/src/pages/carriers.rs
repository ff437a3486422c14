//! Who may carry a person's videos: what a space says, and what one of its videos says instead.

mod rows;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use carry::placement::Allowed;
use exchange::Office;
use federation::entry::Offer;
use purse::id::MemberId;
use store::Video;

use super::fields::{Fields, Posted};
use super::names::Names;
use super::stop::Stop;
use super::video_settings::{own, refused_choice};
use super::{done, own_machines, page, refused};
use crate::app::App;
use crate::sessions::Visit;
use crate::view::carriers::{ChoiceForm, MemberBox, SpaceCarriersPage, VideoCarriers, Who};
use crate::view::{Complaint, Complaints, Notice};

pub(in crate::pages) use rows::stored_cost;
pub(crate) use rows::{Standing, standings};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/space/carriers", get(form).post(save))
        .route("/space/videos/{id}/carriers", post(save_for_video))
}

/// What a form says, and the form as it was sent.
pub(super) struct Read {
    /// None: as the space says.
    said: Result<Option<Allowed>, Complaints>,
    pub(super) form: ChoiceForm,
}

async fn form(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    page(&space_page(&app, &visit).await?)
}

/// The page as it is, with nothing refused. Outside of a federation there is nobody to choose, and machines of one's own help
/// all the more.
pub(super) async fn space_page(app: &App, visit: &Visit) -> Result<SpaceCarriersPage, Stop> {
    let account = visit.account()?;
    let form = match app.office() {
        Some(office) => {
            let said = app.store.space_choice(account.id).await?;
            Some(choice(&office, &Names::of(&office).await?, &SPACE, Some(&said)).await)
        }
        None => None,
    };
    let machines = own_machines::part(app, account.id).await?;
    Ok(SpaceCarriersPage { chrome: visit.chrome(app).await?, form, complaints: Complaints::default(), machines })
}

async fn save(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let account = visit.account()?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let read = read(&office, &SPACE, &fields).await?;
    match read.said {
        Ok(allowed) => {
            app.store.choose_for_space(account.id, &allowed.unwrap_or(Allowed::Any)).await?;
            Ok(done("/space/carriers", Notice::CarriersChosen))
        }
        Err(complaints) => {
            let shown = space_page(&app, &visit).await?;
            refused(&SpaceCarriersPage { form: Some(read.form), complaints, ..shown })
        }
    }
}

async fn save_for_video(
    State(app): State<App>,
    Path(id): Path<String>,
    Posted { visit, fields }: Posted,
) -> Result<Response, Stop> {
    let video = own(&app, visit.account()?, &id).await?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let read = read(&office, &Who::ALL, &fields).await?;
    match read.said {
        Ok(allowed) => {
            app.store.choose_for_video(video.id, allowed.as_ref()).await?;
            Ok(done(&format!("/space/videos/{id}"), Notice::CarriersChosen))
        }
        Err(complaints) => refused_choice(&app, &visit, &video, (read.form, complaints)).await,
    }
}

/// The answers for a space, which has nothing above it.
const SPACE: [Who; 3] = [Who::Any, Who::Only, Who::Nobody];

/// Reads the form. A member that is not in the federation any more is not named.
async fn read(office: &Office, offered: &[Who], fields: &Fields) -> Result<Read, Stop> {
    let named: Vec<MemberId> = fields.all("member").filter_map(|id| id.parse().ok()).collect();
    let who = Who::from_code(fields.text("carriers")).filter(|who| offered.contains(who));
    let mut form = choice(office, &Names::of(office).await?, offered, None).await;
    for shown in &mut form.members {
        shown.chosen = named.iter().any(|member| member.to_string() == shown.id);
    }
    form.who = who.unwrap_or(form.who);
    let chosen = form.members.iter().filter(|member| member.chosen).filter_map(|member| member.id.parse().ok());
    let missing = || Complaints(vec![Complaint::CarriersMissing]);
    let said = match who {
        Some(Who::Space) => Ok(None),
        Some(Who::Any) => Ok(Some(Allowed::Any)),
        Some(Who::Nobody) => Ok(Some(Allowed::None)),
        Some(Who::Only) => Ok(Some(Allowed::Only(chosen.collect()))).and_then(|only| match only {
            Some(Allowed::Only(members)) if members.is_empty() => Err(missing()),
            only => Ok(only),
        }),
        None => Err(missing()),
    };
    Ok(Read { said, form })
}

/// The form as it shows what was said; none is the first answer.
async fn choice(office: &Office, names: &Names, offered: &[Who], said: Option<&Allowed>) -> ChoiceForm {
    let desk = office.desk().await;
    let (me, carrying) = (desk.me().member, &desk.facts().carrying);
    let others = desk.chain().ok().into_iter().flat_map(|chain| chain.roll.electorate());
    let member = |member: MemberId| MemberBox {
        id: member.to_string(),
        name: names.name(&member),
        offers: carrying.offered(&member).is_some_and(offers),
        chosen: matches!(said, Some(Allowed::Only(members)) if members.contains(&member)),
    };
    let mut members: Vec<MemberBox> = others.filter(|member| *member != me).map(member).collect();
    members.sort_by(|one, other| one.name.cmp(&other.name));
    let who = said.map_or(offered.first().copied().unwrap_or(Who::Any), shown);
    ChoiceForm { offered: offered.to_vec(), who, members }
}

const fn offers(offer: Offer) -> bool {
    offer.storage_bytes > 0 && offer.delivery_bytes > 0 && offer.bits_per_second > 0
}

const fn shown(allowed: &Allowed) -> Who {
    match allowed {
        Allowed::Any => Who::Any,
        Allowed::None => Who::Nobody,
        Allowed::Only(_) => Who::Only,
    }
}

/// Who carries a video, for its author; nothing while the member is in no federation.
pub(super) async fn of_video(
    app: &App,
    video: &Video,
    tried: Option<(ChoiceForm, Complaints)>,
) -> Result<Option<VideoCarriers>, Stop> {
    let Some(office) = app.office() else { return Ok(None) };
    let names = Names::of(&office).await?;
    let space = shown(&app.store.space_choice(video.account).await?);
    let (form, complaints) = match tried {
        Some(tried) => tried,
        None => {
            let said = app.store.video_choice(video.id).await?;
            (choice(&office, &names, &Who::ALL, said.as_ref()).await, Complaints::default())
        }
    };
    let rows::Counted { rows, cost, month } = rows::counted(app, &office, &names, video).await?;
    let held_back = app.store.held_since(video.id).await?.is_some();
    Ok(Some(VideoCarriers { form, space, rows, cost, month, held_back, complaints }))
}
