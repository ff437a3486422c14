//! The pages of a member under test.

use std::sync::Arc;
use std::time::Duration;

use node::keys::MemberKeys;
use objects::Objects;
use seams::Seams;
use store::Store;
use web::accounts::password::PasswordCost;
use web::delivery::{Delivery, DeliveryParts};
use web::metering::Meter;
use web::{App, AppParts, WebConfig};

pub fn app(seams: &Seams, store: &Store, objects: &Objects, keys: &MemberKeys) -> App {
    let meter = Arc::new(Meter::new(seams.entropy.as_ref()));
    let (seams, store, objects) = (seams.clone(), store.clone(), objects.clone());
    let delivery = Arc::new(Delivery::new(DeliveryParts {
        seams: seams.clone(),
        store: store.clone(),
        objects: objects.clone(),
        meter: meter.clone(),
    }));
    let config = WebConfig {
        base_url: "http://127.0.0.1".to_owned(),
        secure_cookies: false,
        home: keys.id,
        member_name: "Test".to_owned(),
        source_url: None,
        mail_works: false,
        max_upload_bytes: 1 << 30,
        reserve_bytes: 0,
        upload_lives: Duration::from_secs(48 * 3600),
        password_cost: PasswordCost { memory_kib: 64, passes: 1 },
        video_password_rounds: 600_000,
    };
    App::new(AppParts { seams, store, objects, delivery, meter, config }).unwrap()
}
