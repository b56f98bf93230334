//! Taking back the last act: identity checks, closed demands, cases added by hand, records of the registers, settings.
//! Issued letters, imports and files written are not taken back.

use chrono::{DateTime, Duration, Utc};
use register::RegisterError;
use register::undo::LastAct;
use statute::Lang;

use crate::error::Result;
use crate::session::Session;
use crate::wire::{UndoView, UndoneView};

/// What an act is called: «Проверка личности». An act of another part is added here with its words.
#[must_use]
pub fn action_name(action: &str, lang: Lang) -> String {
    let (ru, en) = match action {
        "case_add" => ("Заведение обращения", "Adding a case"),
        "case_identity" => ("Проверка личности", "The identity check"),
        "case_close" => ("Закрытие требования", "Closing a demand"),
        "case_stopped" => ("Отметка о прекращении обработки", "Recording that processing stopped"),
        "case_extend" => ("Продление срока", "Extending the term"),
        "case_kinds" | "case_kind" | "case_correct" => {
            ("Исправление вида требования", "Correcting the kind of demand")
        }
        "case_join" => ("Присоединение обращения", "Joining a case"),
        "attachment_add" => ("Вложение файла", "Attaching a file"),
        "processor_add" => ("Запись поручения", "Saving a processor"),
        "processor_change" => ("Изменение поручения", "Changing a processor"),
        "processor_point" => ("Отметка пункта договора", "Marking a point of the contract"),
        "processor_remove" => ("Удаление поручения", "Removing a processor"),
        "disclosure_add" => ("Запись передачи", "Saving a disclosure"),
        "disclosure_change" => ("Изменение передачи", "Changing a disclosure"),
        "disclosure_remove_mistake" | "disclosure_remove_duplicate" | "disclosure_remove_not_made" => {
            ("Удаление передачи", "Removing a disclosure")
        }
        "operator_save" => ("Изменение сведений об операторе", "Changing the operator's record"),
        "rule_add" => ("Добавление правила", "Adding a rule"),
        "rule_save" => ("Изменение правила", "Changing a rule"),
        "rule_remove" => ("Удаление правила", "Removing a rule"),
        _ => ("Последнее действие", "The last act"),
    };
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
    .to_owned()
}

/// The first moment whose acts are taken back.
fn since(session: &Session) -> DateTime<Utc> {
    let day = session.context.now() - Duration::days(1);
    session.undo_since.map_or(day, |since| since.max(day))
}

/// The act with the record that it was about: «Проверка личности, № 2026-0001».
fn name_of(act: &LastAct, lang: Lang) -> String {
    let name = action_name(&act.action, lang);
    if act.entity == "case" && !act.record.is_empty() {
        match lang {
            Lang::Ru => format!("{name}, №\u{a0}{}", act.record),
            Lang::En => format!("{name}, No.\u{a0}{}", act.record),
        }
    } else {
        name
    }
}

fn view(act: &LastAct, lang: Lang) -> UndoView {
    UndoView {
        action: act.action.clone(),
        record: act.record.clone(),
        name: name_of(act, lang),
        is_last: act.is_last,
    }
}

/// The act that [`last`] would take back; none if there is none, or its records were changed since.
///
/// # Errors
/// Reading the register.
pub fn at_hand(session: &Session) -> Result<Option<UndoView>> {
    Ok(session.register.last_undoable(since(session))?.map(|act| view(&act, session.lang())))
}

/// Takes the last act back.
///
/// # Errors
/// [`crate::DeskError::NothingToUndo`]; [`crate::DeskError::ChangedSince`] with nothing changed; writing the register.
pub fn last(session: &mut Session) -> Result<UndoneView> {
    if session.keys.changed_behind_us() {
        return Err(crate::DeskError::ChangedBehindUs);
    }
    let (now, local) = (session.context.now(), session.now());
    let lang = session.lang();
    let Some((act, later)) = session.register.newest_act(since(session))? else {
        return Err(crate::DeskError::NothingToUndo);
    };
    let undone = match session.register.undo(now, local) {
        Err(RegisterError::ChangedSince) => {
            return Err(crate::DeskError::ChangedSince {
                wanted: Some(name_of(&act, lang)),
                by: later.map(|action| crate::exports::action_text(&action, lang)),
                next: at_hand(session)?.map(|next| lower_first(&next.name)),
            });
        }
        other => other?,
    };
    session.refresh()?;
    let name = name_of(&undone.act, lang);
    // The command line has no sitting: what is undone may be of yesterday.
    let done = undone.act.at.with_timezone(&session.zone());
    let when = match (session.undo_since, lang) {
        (Some(_), _) => String::new(),
        (None, Lang::Ru) => format!(" (сделано {})", done.format("%d.%m.%Y в %H:%M")),
        (None, Lang::En) => format!(" (done on {})", done.format("%d.%m.%Y at %H:%M")),
    };
    let message = match (undone.number_stays, lang) {
        (false, Lang::Ru) => format!("Отменено: {}{when}", lower_first(&name)),
        (false, Lang::En) => format!("Undone: {}{when}", lower_first(&name)),
        (true, Lang::Ru) => format!(
            "Отменено: {}{when}. Номер занят и не используется снова, поэтому обращение осталось закрытым.",
            lower_first(&name)
        ),
        (true, Lang::En) => format!(
            "Undone: {}{when}. Its number is taken and not used again, so the case stays, closed.",
            lower_first(&name)
        ),
    };
    Ok(UndoneView {
        action: undone.act.action,
        entity: undone.act.entity,
        record: undone.act.record,
        name,
        message,
        number_stays: undone.number_stays,
        next: at_hand(session)?,
    })
}

/// The first letter small, for the middle of a sentence.
pub(crate) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
