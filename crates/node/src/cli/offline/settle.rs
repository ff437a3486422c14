use std::collections::BTreeMap;
use std::path::PathBuf;

use purse::money::Money;
use purse::settle::{ByHub, Fewest, Transfer, by_hub, fewest};
use serde_json::{Value, json};

use super::answer::{print, print_json, table};
use super::refusal::RowRefusal;
use super::table::{Row, TableError, read};
use crate::cli::{Exit, Failure};

/// The federation's account in a list of transfers.
const HUB: &str = "federation";

/// Turn what members owe and are owed into transfers, through the federation's account or between members.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The table has the columns member and amount; a positive amount is owed to the member. Without --fewest each member \
has one transfer with the account of the federation, which bears what the amounts do not add up to.")]
pub struct Settle {
    /// The table of balances, in CSV.
    #[arg(long, value_name = "FILE")]
    balances: PathBuf,
    /// Transfer between members, as seldom as possible; only where the charter assigns the debts.
    #[arg(long)]
    fewest: bool,
    /// Print the transfers as JSON.
    #[arg(long)]
    json: bool,
}

impl Settle {
    pub fn run(self) -> Result<(), Failure> {
        let balances = self.balances().map_err(|error| Failure::new(Exit::Failed, error))?;
        let settled = if self.fewest { fewest(&balances) } else { through_hub(&balances) };
        let settled = settled.map_err(|refusal| Failure::new(Exit::Failed, refusal))?;
        if self.json { print_json(&as_json(&settled)) } else { print(&as_text(&settled)) }
    }

    fn balances(&self) -> Result<BTreeMap<String, Money>, TableError> {
        let mut balances = BTreeMap::new();
        let hub = !self.fewest;
        read(&self.balances, &["member", "amount"], |row: &Row<'_>| {
            let member = row.name("member")?;
            if hub && member == HUB {
                return Err(RowRefusal::Reserved(HUB));
            }
            match balances.insert(member, row.parse("amount")?) {
                Some(_) => Err(RowRefusal::Twice(row.text("member").to_owned())),
                None => Ok(()),
            }
        })?;
        Ok(balances)
    }
}

fn through_hub(balances: &BTreeMap<String, Money>) -> Result<Fewest<String>, purse::settle::SettleRefusal> {
    let transfer = |(member, how)| match how {
        ByHub::Pays(amount) => Transfer { from: member, to: HUB.to_owned(), amount },
        ByHub::Gets(amount) => Transfer { from: HUB.to_owned(), to: member, amount },
    };
    let transfers: Vec<Transfer<String>> = by_hub(balances)?.into_iter().map(transfer).collect();
    Ok(Fewest { at_least: transfers.len(), transfers })
}

fn as_json(settled: &Fewest<String>) -> Value {
    let one = |transfer: &Transfer<String>| json!({ "from": transfer.from, "to": transfer.to, "amount": transfer.amount.to_string() });
    json!({ "transfers": settled.transfers.iter().map(one).collect::<Vec<_>>(), "at_least": settled.at_least })
}

fn as_text(settled: &Fewest<String>) -> String {
    if settled.transfers.is_empty() {
        return "Nobody owes anything.\n".to_owned();
    }
    let row =
        |transfer: &Transfer<String>| vec![transfer.from.clone(), transfer.to.clone(), transfer.amount.to_string()];
    let mut text = table(&["from", "to", "amount"], &settled.transfers.iter().map(row).collect::<Vec<_>>());
    let (made, least) = (settled.transfers.len(), settled.at_least);
    if least < made {
        text +=
            &format!("{made} transfers; for so many members it is not known whether fewer do, and {least} do not.\n");
    }
    text
}
