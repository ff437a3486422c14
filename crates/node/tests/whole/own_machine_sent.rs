//! When players are sent to a machine of a person's own, and what its deliveries count for.

use std::time::Duration;

use carry::own_machine::Standing;
use http::StatusCode;
use purse::usage::Unit;
use store::Hours;

use crate::ask::ask;
use crate::own_pair::Pair;

#[tokio::test]
async fn players_are_sent_to_a_machine_once_a_part_of_it_was_right_and_no_more_when_one_is_not() {
    let mut pair = Pair::new().await;
    let video = pair.home.publish(1, "public").await;
    let mut machine = pair.reachable().await;
    assert_eq!(pair.standing().await, Standing::NeverSeen);
    machine.look().await.unwrap();
    assert_eq!(pair.standing().await, Standing::Unchecked);
    assert!(!pair.playlist(video).await.contains("PATHWAY-ID"), "nothing of it was verified");
    pair.check().await;
    assert_eq!(pair.standing().await, Standing::Serves);
    let address = pair.served[1].address;
    let playlist = pair.playlist(video).await;
    let (home, own) = (playlist.find("\nhttp://member.test/v/"), playlist.find(&format!("\nhttp://{address}/v/")));
    assert!(home.is_some() && home < own, "home comes first, the machine right after it: {playlist}");
    let watch = pair.home.get(&format!("/v/{video}"), &[]).await;
    assert!(watch.header("content-security-policy").contains(&format!("http://{address}")));
    assert!(pair.page().await.contains("Delivers"));

    pair.front.alter_each();
    pair.home.world.clock.advance(Duration::from_secs(4 * 60)).await;
    pair.check().await;
    assert!(!pair.playlist(video).await.contains("PATHWAY-ID"), "a failed check takes it out at once");
    assert!(pair.page().await.contains("Damaged"));
    pair.front.heal();
    pair.check().await;
    assert!(pair.playlist(video).await.contains(&format!("\nhttp://{address}/v/")));

    pair.home.world.clock.advance(Duration::from_secs(11 * 60)).await;
    assert_eq!(pair.standing().await, Standing::Away);
    assert!(!pair.playlist(video).await.contains("PATHWAY-ID"), "it was not heard of for long");
}

#[tokio::test]
async fn what_players_receive_from_it_is_in_a_sum_of_today_and_in_nobodys_usage() {
    let mut pair = Pair::new().await;
    let video = pair.home.publish(1, "public").await;
    let mut machine = pair.reachable().await;
    machine.look().await.unwrap();
    pair.check().await;
    pair.home.member.tick_usage().await.unwrap();
    let hours = Hours { from: "2026-01-01T00:00:00Z".parse().unwrap(), until: "2028-01-01T00:00:00Z".parse().unwrap() };
    let delivered = || async {
        let rows = pair.home.member.store.usage_rows(hours, None, 100).await.unwrap();
        rows.into_iter().filter(|row| row.unit == Unit::Byte).map(|row| row.quantity).sum::<u64>()
    };
    let before = delivered().await;
    let machines = pair.home.member.store.own_machines(pair.author).await.unwrap();
    let pathway = &machines[0].id.to_string()[..16];
    let object = pair.home.published(video).await.renditions[0].object;
    let line =
        format!("cdn=\"{pathway}\",e=rr,org.ecot-b=1200,org.ecot-f=0,org.ecot-n=1,url=\"/o/{object}.mp4\",v=2\n");
    let path = format!("/v/{video}/report");
    let kind = [("content-type", "application/cmcd")];
    for _ in 0..2 {
        let taken = ask(&pair.home.router, http::Method::POST, &path, &kind, line.clone().into_bytes()).await;
        assert_eq!(taken.status, StatusCode::NO_CONTENT, "{}", taken.text());
    }
    pair.home.member.tick_usage().await.unwrap();
    assert_eq!(delivered().await, before);
    let machines = pair.home.member.store.own_machines(pair.author).await.unwrap();
    assert_eq!(machines[0].delivered.1, 2_400);
    assert!(pair.page().await.contains("from it today"));
    pair.home.world.clock.advance(Duration::from_secs(24 * 3_600)).await;
    assert!(!pair.page().await.contains("from it today"));
}
