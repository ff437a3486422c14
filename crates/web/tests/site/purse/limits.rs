//! How much others deliver for a home, and how much a carrier for others: by the charter, the home's limit, the carrier's line.

use axum::http::StatusCode;
use carry::playlist::pathway_id;
use federation::charter::DEFAULT;
use std::time::Duration;
use store::Delivered;
use testkit::film::Film;
use web::metering::Recorder;

use super::choosing::{both, published, published_by};
use super::town::{House, id};
use crate::member::Answer;

impl House {
    /// So many bytes of the film left this carrier just now, and are written.
    async fn sends(&self, film: &Film, bytes: u64) {
        let app = &self.member.app;
        let of = Delivered { object: film.object, home: id(1), carrier: id(self.number) };
        app.meter.tally(of).delivered(bytes);
        let recorder = Recorder::new(app.meter.clone(), app.store.clone(), app.seams.clone(), id(self.number));
        recorder.tick().await.unwrap();
    }

    async fn part_of(&self, film: &Film) -> Answer {
        let path = format!("/o/{}.mp4", film.object);
        self.member.visitor().get_with(&path, &[("range", "bytes=0-99")]).await
    }

    /// What it tells a player of this session.
    async fn steers(&self, film: &Film, session: u64) -> (Vec<String>, u64) {
        self.steers_by(film, session, "").await
    }

    /// The same to one that says how it reaches whom.
    async fn steers_by(&self, film: &Film, session: u64, says: &str) -> (Vec<String>, u64) {
        let path = format!("/v/{}/steering.json?s={session:016x}{says}", film.video);
        let list = self.member.visitor().get(&path).await.json();
        let order = list["PATHWAY-PRIORITY"].as_array().unwrap().iter();
        (order.map(|one| one.as_str().unwrap().to_owned()).collect(), list["TTL"].as_u64().unwrap())
    }

    async fn allowance(&self, carrier: u8) -> Option<u64> {
        let office = self.office();
        let today = jiff::tz::TimeZone::UTC.to_datetime(self.member.app.seams.clock.now()).date();
        let desk = office.desk().await;
        desk.facts().carrying.allowance(&office.member(), &id(carrier), today)
    }
}

#[tokio::test]
async fn a_carrier_at_its_offered_throughput_sends_viewers_elsewhere_and_far_above_serves_none_of_others() {
    let (town, film) = published().await;
    let (home, carrier) = (&town.houses[0], &town.houses[1]);
    let own = pathway_id(id(2));
    let mut first = 0;
    for session in 0..20 {
        let (order, ttl) = carrier.steers(&film, session).await;
        first += u32::from(order[0] == own);
        assert_eq!((order.len(), ttl), (3, 300), "all is well");
    }
    assert!(first > 0, "it has room");
    // It offers 1 Mbit/s: 3.75 MB in thirty seconds.
    carrier.sends(&film, 4_000_000).await;
    town.clock.advance(Duration::from_secs(3)).await;
    for session in 0..20 {
        let (order, ttl) = carrier.steers(&film, session).await;
        assert_eq!((order.last(), ttl), (Some(&own), 60));
    }
    assert_eq!(carrier.part_of(&film).await.status, StatusCode::PARTIAL_CONTENT, "who came before goes on");
    carrier.sends(&film, 4_000_000).await;
    town.clock.advance(Duration::from_secs(3)).await;
    let refused = carrier.part_of(&film).await;
    assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "10"));
    assert_eq!(home.part_of(&film).await.status, StatusCode::PARTIAL_CONTENT);
    let page = carrier.member.visitor().get(&format!("/v/{}", film.video)).await;
    assert_eq!(page.status, StatusCode::OK, "the page is shown all the same");
    town.clock.advance(Duration::from_secs(30)).await;
    assert_eq!(carrier.part_of(&film).await.status, StatusCode::PARTIAL_CONTENT);
}

#[tokio::test]
async fn players_come_first_to_whom_they_reach_well_more_often_than_to_whom_they_hardly_reach() {
    let (town, film) = published().await;
    let carrier = &town.houses[1];
    let own = pathway_id(id(2));
    let mut first = [0; 3];
    for session in 0..60 {
        let [unknown, near, far] = ["", "&near=", "&far="].map(|says| match says {
            "" => String::new(),
            says => format!("{says}nonsense,{own}"),
        });
        for (count, says) in first.iter_mut().zip([far, unknown, near]) {
            let (order, ttl) = carrier.steers_by(&film, session, &says).await;
            *count += u32::from(order[0] == own);
            assert_eq!((order.len(), ttl), (3, 300), "nobody is left out for it");
        }
    }
    let [far, unknown, near] = first;
    assert!(0 < far && far < unknown && unknown < near && near < 60, "{first:?}");
}

#[tokio::test]
async fn a_home_lets_others_deliver_in_a_month_what_it_is_ready_to_pay_and_no_more() {
    let (town, film) = published().await;
    let home = &town.houses[0];
    let before = [home.allowance(2).await.unwrap(), home.allowance(3).await.unwrap()];
    let olga = super::dropping::olga(home).await;
    let path = "/federation/carrying/limit";
    let refused = olga.post(path, &[("limit", "a lot")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("Delivered by others in GB a month, at most: write a whole number"),
        "{}",
        refused.text
    );
    let set = olga.post(path, &[("limit", "1")]).await;
    assert_eq!(set.header("location"), "/federation/carrying?done=saved", "{}", set.text);
    town.talk().await;
    let now = [home.allowance(2).await.unwrap(), home.allowance(3).await.unwrap()];
    assert_eq!(now.iter().sum::<u64>(), 33_333_333, "a thirtieth of it a day");
    assert!(olga.get("/federation/carrying").await.text.contains("they may deliver 1\u{a0}GB for this member"));
    olga.post(path, &[("limit", "0")]).await;
    town.talk().await;
    assert_eq!([home.allowance(2).await, home.allowance(3).await], [Some(0), Some(0)]);
    assert_eq!(town.houses[1].part_of(&film).await.status, StatusCode::PARTIAL_CONTENT, "nothing is sent yet");
    olga.post(path, &[("limit", "")]).await;
    town.talk().await;
    assert_eq!([home.allowance(2).await.unwrap(), home.allowance(3).await.unwrap()], before);
    let zoe = super::choosing::zoe(&town).await;
    assert_eq!(zoe.post(path, &[("limit", "0")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn as_many_members_carry_a_video_as_the_charter_says() {
    let reserve = "idle_reserve = \"30 %\"";
    let (town, film) = published_by(&DEFAULT.replace(reserve, &format!("{reserve}\ncopies = 1"))).await;
    let placed = town.houses[0].placed(&film).await;
    assert_eq!(placed.len(), 1);
    assert!(both().contains(&placed[0]));
}
