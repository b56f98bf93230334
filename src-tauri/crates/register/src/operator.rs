//! The operator: the company whose register it is.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::{Entity, Write};

/// The operator's own record. Everything but the name may be left for later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    pub name: String,
    pub short_name: Option<String>,
    pub address: Option<String>,
    pub inn: Option<String>,
    pub ogrn: Option<String>,
    pub kpp: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub site: Option<String>,
    pub responsible_name: Option<String>,
    pub responsible_post: Option<String>,
    pub signatory_name: Option<String>,
    pub signatory_post: Option<String>,
    /// IANA name, `Europe/Moscow` unless set.
    pub time_zone: String,
    pub mask_case: String,
    pub mask_letter: String,
}

/// The operator, if the register has one yet.
///
/// # Errors
/// Reading the register.
pub fn show(db: &Connection) -> Result<Option<Operator>> {
    Ok(db
        .prepare_cached(
            "SELECT name, short_name, address, inn, ogrn, kpp, email, phone, site, responsible_name, responsible_post,
                    signatory_name, signatory_post, time_zone, mask_case, mask_letter FROM operator WHERE id = 1",
        )?
        .query_row([], |row| {
            Ok(Operator {
                name: row.get(0)?,
                short_name: row.get(1)?,
                address: row.get(2)?,
                inn: row.get(3)?,
                ogrn: row.get(4)?,
                kpp: row.get(5)?,
                email: row.get(6)?,
                phone: row.get(7)?,
                site: row.get(8)?,
                responsible_name: row.get(9)?,
                responsible_post: row.get(10)?,
                signatory_name: row.get(11)?,
                signatory_post: row.get(12)?,
                time_zone: row.get(13)?,
                mask_case: row.get(14)?,
                mask_letter: row.get(15)?,
            })
        })
        .optional()?)
}

/// Writes the operator's record.
///
/// # Errors
/// Writing the register.
pub fn save(write: &mut Write<'_>, operator: &Operator) -> Result<()> {
    let salt = write.salt();
    write
        .prepare_cached(
            "INSERT INTO operator(id, salt, name, short_name, address, inn, ogrn, kpp, email, phone, site,
                responsible_name, responsible_post, signatory_name, signatory_post, time_zone, mask_case, mask_letter)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
             ON CONFLICT(id) DO UPDATE SET name = ?2, short_name = ?3, address = ?4, inn = ?5, ogrn = ?6, kpp = ?7,
                email = ?8, phone = ?9, site = ?10, responsible_name = ?11, responsible_post = ?12,
                signatory_name = ?13, signatory_post = ?14, time_zone = ?15, mask_case = ?16, mask_letter = ?17",
        )?
        .execute(rusqlite::params![
            salt,
            operator.name,
            operator.short_name,
            operator.address,
            operator.inn,
            operator.ogrn,
            operator.kpp,
            operator.email,
            operator.phone,
            operator.site,
            operator.responsible_name,
            operator.responsible_post,
            operator.signatory_name,
            operator.signatory_post,
            operator.time_zone,
            operator.mask_case,
            operator.mask_letter,
        ])?;
    write.touch(Entity::Operator, 1);
    Ok(())
}
