use std::sync::Arc;

use seams::Seams;
use store::Store;
use web::delivery::{Carriers, Federated, Pathway, WithOwnMachines};

/// Who serves what this member serves. In the demonstration and in tests a file may name others.
pub(super) fn carriers(seams: &Seams, store: &Store, federated: Federated, home: Pathway) -> Arc<dyn Carriers> {
    #[cfg(feature = "demo")]
    let member = home.member();
    let otherwise: Arc<dyn Carriers> = Arc::new(federated);
    let carriers: Arc<dyn Carriers> =
        Arc::new(WithOwnMachines { store: store.clone(), clock: Arc::clone(&seams.clock), home, otherwise });
    #[cfg(feature = "demo")]
    let carriers = match member {
        Some(member) => {
            Arc::new(crate::demo::relays::Relays { disk: Arc::clone(&seams.disk), member, otherwise: carriers })
        }
        None => carriers,
    };
    carriers
}
