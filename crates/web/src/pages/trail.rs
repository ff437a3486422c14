//! The way through the pages of a list, as it stands in an address (`after=`): the place after which each page began,
//! so that every page leads back as well as on, without script and without anything remembered.

use super::query_value;
use crate::view::home::Pager;

/// Between two places. No cursor and no name of an account has it.
const BETWEEN: char = '~';
/// Most places of an address. Beyond, the oldest go: the way back then ends on the first page.
const PLACES_MAX: usize = 50;

/// Where a reader is in a list: nowhere yet on its first page.
pub(crate) struct Trail<'a>(Vec<&'a str>);

impl<'a> Trail<'a> {
    /// Reads it from a query.
    pub(crate) fn read(after: Option<&'a str>) -> Self {
        Self(after.unwrap_or_default().split(BETWEEN).filter(|place| !place.is_empty()).collect())
    }

    /// The place after which this page begins.
    pub(crate) fn place(&self) -> Option<&'a str> {
        self.0.last().copied()
    }

    /// Links from this page: `first` is the address of the list's first page, `next` the place of this page's last entry
    /// if more follow.
    pub(crate) fn pager(&self, first: &str, next: Option<&str>) -> Pager {
        let back = self.0.split_last().map(|(_, before)| address(first, before));
        let on = next.map(|next| address(first, &[self.0.as_slice(), &[next]].concat()));
        Pager { previous: back, next: on }
    }
}

fn address(first: &str, places: &[&str]) -> String {
    if places.is_empty() {
        return first.to_owned();
    }
    let kept = &places[places.len().saturating_sub(PLACES_MAX)..];
    let mark = if first.contains('?') { '&' } else { '?' };
    format!("{first}{mark}after={}", query_value(&kept.join(&BETWEEN.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(address: Option<String>) -> Option<String> {
        address?.split_once("after=").map(|(_, after)| after.to_owned())
    }

    #[test]
    fn every_page_of_a_list_leads_back_by_the_way_it_was_reached() {
        let first = Trail::read(None).pager("/search?q=a", Some("0.9.1"));
        assert_eq!((first.previous, first.next.as_deref()), (None, Some("/search?q=a&after=0.9.1")));
        let second = Trail::read(Some("0.9.1")).pager("/", Some("0.5.2"));
        assert_eq!((second.previous.as_deref(), second.next.as_deref()), (Some("/"), Some("/?after=0.9.1~0.5.2")));
        let third = Trail::read(Some("0.9.1~0.5.2"));
        assert_eq!(third.place(), Some("0.5.2"));
        let pager = third.pager("/", None);
        assert_eq!((pager.previous.as_deref(), pager.next), (Some("/?after=0.9.1"), None));
    }

    #[test]
    fn an_address_stays_short_and_nonsense_in_it_is_the_first_page() {
        let mut at = None;
        for place in 0..200 {
            at = after(Trail::read(at.as_deref()).pager("/", Some(&place.to_string())).next);
        }
        let at = at.unwrap();
        assert_eq!(at.split(BETWEEN).count(), PLACES_MAX);
        assert!(at.ends_with("~199"), "{at}");
        for nonsense in ["", "~", "~~~"] {
            assert_eq!(Trail::read(Some(nonsense)).place(), None, "{nonsense}");
            assert!(Trail::read(Some(nonsense)).pager("/", None).previous.is_none());
        }
    }
}
