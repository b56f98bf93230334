//! An unlocked vault: keys, register and context together. Every write of every use case goes through
//! [`Session::write`], which also notices a key file that was changed behind us.

use chrono::{DateTime, FixedOffset, NaiveDate};
use register::operator::Operator;
use register::{Act, Entity, Register, RegisterError, Write};
use statute::{Lang, PolicyTerms};

use crate::context::{Context, moscow, zone_offset};
use crate::error::{DeskError, Result};

/// An unlocked vault.
pub struct Session {
    pub(crate) keys: vault::Unlocked,
    pub(crate) register: Register,
    pub(crate) context: Context,
    pub(crate) zone: FixedOffset,
    pub(crate) policy: Option<PolicyTerms>,
    pub(crate) preset: String,
    /// What the person must be told after unlocking.
    pub(crate) notices: Vec<String>,
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
    pub fn policy_terms(&self) -> Option<&PolicyTerms> {
        self.policy.as_ref()
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

    /// Reads what the session keeps of the register: zone and promised terms.
    pub(crate) fn refresh(&mut self) -> Result<()> {
        let operator = self.operator()?;
        self.zone = zone_offset(&operator.time_zone).unwrap_or_else(moscow);
        let policy = register::policy::current(self.read())?;
        self.preset = policy.as_ref().map_or_else(|| "empty".to_owned(), |p| p.preset.clone());
        self.policy = (self.preset == "konekt").then(PolicyTerms::konekt);
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
