//! One process at a time is the member.

use store::Alone;

use crate::engines::Place;

const END_ITS_CONNECTION: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
     WHERE application_name = 'ecot alone' AND datname = current_database()";

async fn take(place: &Place) -> Option<Alone> {
    Alone::take(&place.url()).await.unwrap()
}

#[tokio::test]
async fn a_server_has_one_member_in_a_database_and_the_next_when_that_one_is_gone() {
    let (place, other) = (Place::postgres(), Place::postgres());
    let mut first = take(&place).await.expect("nobody is there");
    assert!(take(&other).await.is_some(), "each database has its own");
    assert!(take(&place).await.is_none());
    assert!(first.holds().await.unwrap(), "whoever asked in vain changed nothing");
    drop(first);
    assert!(take(&place).await.is_some());
}

#[tokio::test]
async fn a_member_whose_connection_is_ended_takes_its_place_again_unless_another_has_it() {
    let place = Place::postgres();
    let mut first = take(&place).await.unwrap();
    place.run_script(END_ITS_CONNECTION).await;
    assert!(first.holds().await.unwrap());
    assert!(take(&place).await.is_none(), "it has it again");
    place.run_script(END_ITS_CONNECTION).await;
    let mut second = take(&place).await.expect("the first has not looked yet");
    assert!(!first.holds().await.unwrap());
    assert!(second.holds().await.unwrap());
    drop(second);
    assert!(first.holds().await.unwrap(), "the place is free");
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_a_failure_and_no_refusal() {
    assert!(Alone::take("postgres://ecot@127.0.0.1:1/ecot").await.is_err());
    assert!(Alone::take("mysql://localhost/ecot").await.is_err());
}

#[tokio::test]
async fn a_file_is_locked_by_whoever_has_its_folder() {
    let place = Place::sqlite();
    let mut first = take(&place).await.unwrap();
    assert!(take(&place).await.is_some() && first.holds().await.unwrap());
}
