//! What an auditor reads: docs/formats/export.md, as files for a folder or one by one over HTTP.

use data_encoding::HEXLOWER;
use federation::desk::{Desk, Signers};
use federation::export::{self, DOCUMENT_SALT_BYTES, FOUNDING, File, LogWriter};
use federation::facts::LogId;
use federation::roll::Standing;
use federation::signed::Signable;
use purse::id::MemberId;
use tlog::checkpoint::SignedCheckpoint;
use tlog::merkle::leaf_hash;
use tlog::tile::{FULL_WIDTH, Kind, Tile, encode_bundle, encode_hashes};

use crate::failure::ExchangeFailure;
use crate::month::MAX_REPORTS;
use crate::office::{LEAVES_AT_A_TIME, Office, key_of};

/// Where the files of an export go.
pub trait Shelf: Send {
    /// Keeps a file.
    ///
    /// # Errors
    /// What keeps the file from being kept.
    fn put(&mut self, file: File) -> std::io::Result<()>;
}

/// Why an export was not written.
#[derive(Debug, thiserror::Error)]
pub enum NotExported {
    #[error(transparent)]
    Exchange(#[from] ExchangeFailure),
    /// A retry helps when the place is mended.
    #[error("a file of the export cannot be written: {0}")]
    Place(#[from] std::io::Error),
}

impl Office {
    /// Writes all logs, charters, closed reports and, if wanted, documents that are here.
    ///
    /// # Errors
    /// [`NotExported`].
    pub async fn export(&self, shelf: &mut dyn Shelf, with_documents: bool) -> Result<(), NotExported> {
        for (log, note) in self.shown().await {
            self.export_log(shelf, log, &note).await?;
        }
        for name in self.files_beside_the_logs(with_documents).await? {
            if let Some(bytes) = self.exported(&name).await? {
                shelf.put(File { path: name, bytes })?;
            }
        }
        Ok(())
    }

    /// One file of the export by its path; none if there is none of this name. Of the tiles of hashes only those of leaves
    /// are made: the others say nothing that these do not.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn exported(&self, path: &str) -> Result<Option<Vec<u8>>, ExchangeFailure> {
        if path == FOUNDING {
            let desk = self.desk().await;
            return Ok(desk.facts().resolutions.get(&desk.federation()).map(Signable::to_cbor));
        }
        match path.split_once('/') {
            Some(("charters", name)) => self.charter_file(name.strip_suffix(".toml").unwrap_or_default()).await,
            Some(("reports", name)) => self.report_file(name).await,
            Some(("documents", name)) => self.document_file(name).await,
            Some((member, rest)) => {
                let (Ok(member), Some((log, rest))) = (member.parse::<MemberId>(), rest.split_once('/')) else {
                    return Ok(None);
                };
                let Some(number) = log.parse().ok().filter(|number: &u32| number.to_string() == log) else {
                    return Ok(None);
                };
                self.log_file(LogId { member, log: number }, rest).await
            }
            None => Ok(None),
        }
    }

    /// The logs with their latest checkpoints.
    async fn shown(&self) -> Vec<(LogId, SignedCheckpoint)> {
        let desk = self.desk().await;
        let Ok(chain) = desk.chain() else { return Vec::new() };
        let logs = chain.roll.members.values().flat_map(Standing::logs);
        logs.filter_map(|(log, _)| Some((log, desk.copy(&log)?.last()?.clone()))).collect()
    }

    async fn export_log(&self, shelf: &mut dyn Shelf, log: LogId, note: &SignedCheckpoint) -> Result<(), NotExported> {
        let (mut writer, size) = (LogWriter::new(log), note.checkpoint().tree().size);
        while writer.tree().size < size {
            let left = u32::try_from(size - writer.tree().size).unwrap_or(u32::MAX);
            let leaves = self.store.leaves(key_of(log), writer.tree().size, left.min(LEAVES_AT_A_TIME)).await;
            let leaves = leaves.map_err(ExchangeFailure::from)?;
            if leaves.is_empty() {
                return Err(ExchangeFailure::Damaged("a log has fewer entries than were signed").into());
            }
            for leaf in leaves {
                let files = writer.append(&leaf).map_err(|_| ExchangeFailure::Damaged("an entry is too long"))?;
                files.into_iter().try_for_each(|file| shelf.put(file))?;
            }
        }
        let files = {
            let desk = self.desk().await;
            let Ok(chain) = desk.chain() else { return Ok(()) };
            let signers = Signers { roll: &chain.roll, keys: &desk.facts().keys };
            let end = writer.finish(note, &signers);
            let mut files = end.map_err(|_| ExchangeFailure::Damaged("a log is not what was signed"))?;
            let named = desk.copy(&log).into_iter().flat_map(federation::desk::LogCopy::named);
            files.extend(named.map(|note| export::cosigned(log, note, &signers)));
            files
        };
        Ok(files.into_iter().try_for_each(|file| shelf.put(file))?)
    }

    async fn files_beside_the_logs(&self, with_documents: bool) -> Result<Vec<String>, ExchangeFailure> {
        let mut names = vec![FOUNDING.to_owned()];
        let documents = {
            let desk = self.desk().await;
            names.extend(desk.charters().keys().map(export::charter_path));
            named_documents(&desk)
        };
        let reports = self.store.reports(MAX_REPORTS).await?;
        names.extend(reports.iter().map(|row| export::report_path(&federation::Hash(row.hash))));
        if with_documents {
            names.extend(documents.iter().map(export::document_path));
        }
        Ok(names)
    }

    async fn charter_file(&self, name: &str) -> Result<Option<Vec<u8>>, ExchangeFailure> {
        let Some(hash) = hash_of(name) else { return Ok(None) };
        let found = self.store.document(&hash).await?.filter(|document| document.salt.is_none());
        Ok(found.and_then(|document| document.bytes))
    }

    async fn document_file(&self, name: &str) -> Result<Option<Vec<u8>>, ExchangeFailure> {
        let Some(hash) = hash_of(name) else { return Ok(None) };
        let Some(document) = self.store.document(&hash).await? else { return Ok(None) };
        let (Some(salt), Some(bytes)) = (document.salt, document.bytes) else { return Ok(None) };
        let mut file = Vec::with_capacity(DOCUMENT_SALT_BYTES.saturating_add(bytes.len()));
        file.extend_from_slice(&salt);
        file.extend_from_slice(&bytes);
        Ok(Some(file))
    }

    async fn report_file(&self, name: &str) -> Result<Option<Vec<u8>>, ExchangeFailure> {
        let Some(hash) = hash_of(name) else { return Ok(None) };
        let reports = self.store.reports(MAX_REPORTS).await?;
        Ok(reports.into_iter().find(|row| row.hash == hash).map(|row| row.bytes))
    }

    async fn log_file(&self, log: LogId, rest: &str) -> Result<Option<Vec<u8>>, ExchangeFailure> {
        let note = {
            let desk = self.desk().await;
            let (Ok(chain), Some(copy)) = (desk.chain(), desk.copy(&log)) else { return Ok(None) };
            let note = match rest.strip_prefix("checkpoints/") {
                Some(size) => size.parse().ok().and_then(|size| copy.at(size)),
                None if rest == "checkpoint" => copy.last(),
                None => None,
            };
            let signers = Signers { roll: &chain.roll, keys: &desk.facts().keys };
            note.map(|note| export::cosigned(log, note, &signers).bytes)
        };
        match (note, Tile::parse(rest)) {
            (Some(note), _) => Ok(Some(note)),
            (None, Ok(tile)) => self.tile(log, &tile).await,
            (None, Err(_)) => Ok(None),
        }
    }

    async fn tile(&self, log: LogId, tile: &Tile) -> Result<Option<Vec<u8>>, ExchangeFailure> {
        if !matches!(tile.kind(), Kind::Entries | Kind::Hashes(0)) {
            return Ok(None);
        }
        let first = tile.index().saturating_mul(u64::from(FULL_WIDTH));
        let leaves = self.store.leaves(key_of(log), first, u32::from(tile.width())).await?;
        if leaves.len() < usize::from(tile.width()) {
            return Ok(None);
        }
        if matches!(tile.kind(), Kind::Hashes(_)) {
            let hashes: Vec<_> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
            return Ok(Some(encode_hashes(&hashes)));
        }
        encode_bundle(leaves).map(Some).map_err(|_| ExchangeFailure::Damaged("an entry is too long"))
    }
}

/// What entries name of bills, gifts and minutes, and the newest cards.
fn named_documents(desk: &Desk) -> Vec<federation::Hash> {
    let facts = desk.facts();
    let bills = facts.expenses.values().filter_map(|expense| expense.fact.evidence);
    let gifts = facts.gifts.values().filter_map(|gift| gift.fact.evidence);
    let members = desk.chain().ok().into_iter().flat_map(|chain| chain.roll.members.values());
    let cards = members.filter_map(|standing| facts.card(&standing.seat));
    bills
        .chain(gifts)
        .chain(cards)
        .chain(facts.resolutions.values().filter_map(|resolution| resolution.minutes))
        .collect()
}

fn hash_of(name: &str) -> Option<[u8; 32]> {
    HEXLOWER.decode(name.as_bytes()).ok()?.try_into().ok()
}
