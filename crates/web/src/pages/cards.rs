//! What a member's card and address call it.

use exchange::Office;
use federation::Hash;
use federation::card::Card;

use super::stop::Stop;

/// The name on a card that is here.
pub(crate) async fn card_name(office: &Office, card: Option<Hash>) -> Result<Option<String>, Stop> {
    Ok(card_of(office, card).await?.map(|card| card.name))
}

/// A card that is here.
pub(crate) async fn card_of(office: &Office, card: Option<Hash>) -> Result<Option<Card>, Stop> {
    let Some(hash) = card else { return Ok(None) };
    let kept = office.store().document(&hash.0).await?;
    let text = kept.and_then(|document| document.bytes).and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(text.and_then(|text| Card::parse(&text).ok()))
}

/// The host of an address.
pub(crate) fn host(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, host)| host)
}
