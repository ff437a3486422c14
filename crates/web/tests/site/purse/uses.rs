//! Use from files.

use axum::http::StatusCode;

use super::town::{Town, send_file};

#[tokio::test]
async fn a_table_of_use_is_shown_by_day_and_written_at_the_second_step() {
    let town = Town::three().await;
    town.until("2026-11-23T12:00:00Z").await;
    let house = &town.houses[1];
    let (theo, other, me) = (house.treasurer().await, &town.houses[0].name, &house.name);
    let table = format!(
        "hour,home,carrier,service,unit,quantity\n\
         2026-11-20T20:00:00Z,{other},{me},peertube,byte,600000000000\n\
         2026-11-20T21:00:00Z,{other},{me},peertube,byte,400000000000\n\
         2026-11-20T20:00:00Z,{me},{other},peertube,byte,7000000000\n\
         2026-11-20T20:00:00Z,{me},tulipe,peertube,byte,1\n"
    );
    let file = Some(("file", "usage.csv", table.as_bytes()));
    let shown = send_file(&theo, "/purse/usage", &[("kind", "csv")], file).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
    for told in ["3 hourly sums, by day:", "1\u{a0}TB", "7\u{a0}GB", "Line 5: there is no member tulipe."] {
        assert!(shown.text.contains(told), "{told}: {}", shown.text);
    }
    assert!(theo.get("/purse/usage").await.text.contains("Nothing was counted"), "nothing is written yet");
    let draft = shown.between("name=\"draft\" value=\"", "\"");
    for _ in 0..2 {
        let written = theo.post("/purse/usage/write", &[("draft", draft)]).await;
        assert_eq!(written.header("location"), "/purse/usage?done=usage-written", "{}", written.text);
    }
    town.talk().await;
    let counted = theo.get("/purse/usage").await;
    assert!(counted.text.contains("peertube") && counted.text.contains("1\u{a0}TB"), "{}", counted.text);

    let again = send_file(&theo, "/purse/usage", &[("kind", "csv")], file).await;
    assert!(again.text.contains("3 hours were told of before"), "{}", again.text);
    assert!(again.text.contains("Nothing of this file would be written.") && !again.text.contains("name=\"draft\""));
    let unknown = theo.post("/purse/usage/write", &[("draft", "none")]).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_servers_log_is_read_with_whose_use_each_host_is() {
    let town = Town::three().await;
    town.until("2026-11-23T12:00:00Z").await;
    let (theo, other) = (town.houses[1].treasurer().await, &town.houses[0].name);
    let log = "videos.example 192.0.2.7 - - [20/Nov/2026:10:11:12 +0000] \"GET /a HTTP/1.1\" 200 5000000 \"-\" \"-\"\n\
               old.example 192.0.2.7 - - [20/Nov/2026:10:11:12 +0000] \"GET /a HTTP/1.1\" 200 7000 \"-\" \"-\"\n";
    let file = Some(("file", "access.log", log.as_bytes()));
    let homes = format!("videos.example,{other},peertube");
    let fields = [("kind", "nginx"), ("homes", homes.as_str())];
    let shown = send_file(&theo, "/purse/usage", &fields, file).await;
    assert!(shown.text.contains("carried for") && shown.text.contains("5\u{a0}MB"), "{}", shown.text);
    assert!(shown.text.contains("old.example"), "a host of nobody is told");
    let page = send_file(&theo, "/purse/usage", &[("kind", "nginx"), ("homes", "videos.example,tulipe,x")], file).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("id=\"usage-homes-problem\""));
    for (kind, bytes) in [("csv", &b"\x1f\x8b\x08"[..]), ("caddy", b"no json")] {
        let file = Some(("file", "usage.csv.gz", bytes));
        let packed = send_file(&theo, "/purse/usage", &[("kind", kind)], file).await;
        assert!(packed.text.contains("No line of this file could be read."), "{kind}");
    }
    let none = send_file(&theo, "/purse/usage", &[("kind", "csv")], None).await;
    assert!(none.text.contains("Choose a file."));
}
