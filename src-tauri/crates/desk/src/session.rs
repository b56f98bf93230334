//! An unlocked vault: keys, register and context together. The use cases write through [`Session::write`], which also
//! notices a key file that was changed behind us; an import, which stages its rows first, and the making of a vault,
//! which has no session yet, go to the register themselves.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use register::operator::Operator;
use register::{Act, Entity, Register, RegisterError, Write};
use statute::{Lang, PolicyTerms};

use crate::context::{Context, moscow, zone_offset};
use crate::error::{DeskError, Result};
use crate::policy_file::PolicyFile;

/// An unlocked vault.
pub struct Session {
    pub(crate) keys: vault::Unlocked,
    pub(crate) register: Register,
    pub(crate) context: Context,
    pub(crate) zone: FixedOffset,
    pub(crate) policy: PolicyTerms,
    pub(crate) policy_file: PolicyFile,
    pub(crate) preset: String,
    /// An earlier copy was opened because the person said so.
    pub(crate) is_older: bool,
    /// What the person must be told after unlocking.
    pub(crate) notices: Vec<String>,
    /// Only acts since then are taken back; none = those of the last day.
    pub(crate) undo_since: Option<DateTime<Utc>>,
}

impl Session {
    pub(crate) fn read(&self) -> &register::Connection {
        self.register.read()
    }

    /// The language of this desk.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.context.lang
    }

    /// Only acts from now on can be taken back: a window does not offer what was done before it was unlocked.
    pub fn undo_from_now(&mut self) {
        self.undo_since = Some(self.context.now());
    }

    /// Answers in this language from now on.
    pub fn speak(&mut self, lang: Lang) {
        self.context.lang = lang;
    }

    /// Today in the operator's zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.context.today_in(self.zone)
    }

    /// Now in the operator's zone.
    #[must_use]
    pub fn now(&self) -> DateTime<FixedOffset> {
        self.context.now_in(self.zone)
    }

    /// The operator's zone.
    #[must_use]
    pub fn zone(&self) -> FixedOffset {
        self.zone
    }

    /// The terms that the operator's policy promises.
    #[must_use]
    pub fn policy_terms(&self) -> &PolicyTerms {
        &self.policy
    }

    /// What the person must be told after unlocking.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// The vault's id.
    #[must_use]
    pub fn vault_id(&self) -> String {
        self.keys.vault_id()
    }

    /// The vault's folder.
    #[must_use]
    pub fn vault_path(&self) -> String {
        self.keys.dir().display().to_string()
    }

    /// The operator's record.
    ///
    /// # Errors
    /// Reading the register.
    pub fn operator(&self) -> Result<Operator> {
        Ok(register::operator::show(self.read())?.unwrap_or_default())
    }

    /// Changes the register: one transaction with its trail entry.
    pub(crate) fn write<T>(
        &mut self,
        action: &str,
        entity: Entity,
        record: &str,
        change: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<T> {
        if self.keys.changed_behind_us() {
            return Err(DeskError::ChangedBehindUs);
        }
        let act = Act { action, entity, record: record.to_owned(), at: self.context.now() };
        self.register.write(&act, change)
    }

    /// As [`Session::write`], and the act can be taken back by `undo`. `known` names every record that the act changes
    /// or removes; what it makes need not be named. The name of the action stands in `desk::undo`.
    pub(crate) fn write_undoable<T>(
        &mut self,
        action: &str,
        entity: Entity,
        record: &str,
        known: &[(Entity, i64)],
        change: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<T> {
        if self.keys.changed_behind_us() {
            return Err(DeskError::ChangedBehindUs);
        }
        let act = Act { action, entity, record: record.to_owned(), at: self.context.now() };
        self.register.write_undoable(&act, known, change)
    }

    /// Reads what the session keeps of the register: zone and promised terms.
    pub(crate) fn refresh(&mut self) -> Result<()> {
        let operator = self.operator()?;
        self.zone = zone_offset(&operator.time_zone).unwrap_or_else(moscow);
        let policy = register::policy::current(self.read())?;
        self.preset = policy.as_ref().map_or_else(|| "empty".to_owned(), |p| p.preset.clone());
        self.policy_file = match policy {
            Some(policy) => crate::policy::load(self.read(), policy.id)?,
            None => PolicyFile::empty(),
        };
        self.policy = self.policy_file.promises();
        Ok(())
    }

    /// Generation and head of the trail.
    ///
    /// # Errors
    /// Reading the register.
    pub fn trail_state(&self) -> std::result::Result<(u64, String), RegisterError> {
        Ok((self.register.generation()?, self.register.audit_head()?))
    }
}
