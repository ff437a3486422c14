//! Viewers from several addresses, so that there is something to see in the costs.

use std::net::{IpAddr, Ipv4Addr};

use carry::id::VideoId;

use super::{DemoError, Demonstration, viewer};
use crate::client::Exchange;

/// How many there are: more than the member needs to show an hour by itself.
pub const VIEWERS: u8 = 12;

impl Demonstration {
    /// Lets the audience watch the video whole and the hour end, once in the folder's life.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn audience(&self, video: VideoId) -> Result<bool, DemoError> {
        if self.folder.notes().watched {
            return Ok(false);
        }
        for number in 1..=VIEWERS {
            // On Linux each address of 127.0.0.0/8 is one of this machine.
            let address = IpAddr::from(Ipv4Addr::new(127, 0, 0, 100 + number));
            let exchange = Exchange::with(|browser| browser.local_address(address), self.server())?;
            let seen = viewer::watch(exchange, video, &self.home).await?;
            if let Some(fault) = seen.faults.into_iter().next() {
                return Err(DemoError::Altered(fault));
            }
        }
        self.end_hour().await?;
        self.folder.note(|notes| notes.watched = true)?;
        Ok(true)
    }
}
