//! Text for a person: short tables and sentences, in Russian or English.

use desk::wire::{
    AddedRecords, AuditPage, CaseView, CasesPage, Classified, DemoView, DisclosureRow, DisclosuresPage,
    ImportResult, ImportsPage, InspectView, JournalWritten, LetterIssued, ProcessorView, ProcessorsPage,
    TemplateRow, VaultInfo, VerifyView, Workdays,
};
use desk::{Kind, Lang, tools::DueView};
use std::fmt::Write as _;

fn day(date: chrono::NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

fn name(kind: Kind, lang: Lang) -> &'static str {
    desk::kind_name(kind, lang)
}

/// A table with columns as wide as their widest cell; the last one is not padded.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |i: usize| rows.iter().filter_map(|r| r.get(i)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in rows {
        for (i, cell) in row.iter().enumerate() {
            if i + 1 == row.len() {
                out.push_str(cell);
            } else {
                let _ = write!(out, "{cell:<w$}  ", w = widths.get(i).copied().unwrap_or(0));
            }
        }
        out.push('\n');
    }
    out
}

fn s(text: &str) -> String {
    text.to_owned()
}

fn pick(lang: Lang, ru: &str, en: &str) -> String {
    if lang == Lang::Ru { ru.to_owned() } else { en.to_owned() }
}

pub fn recovery(lang: Lang) -> String {
    pick(
        lang,
        "Резервный ключ хранилища. Запишите его на бумаге: он показан один раз. Затем подтвердите: otvet vault confirm-recovery",
        "The vault's recovery key. Write it down on paper: it is shown once. Then confirm it: otvet vault confirm-recovery",
    )
}

pub fn created(view: &serde_json::Value, lang: Lang) -> String {
    let path = view.pointer("/vault/path").and_then(|p| p.as_str()).unwrap_or_default();
    format!("{} {path}", pick(lang, "Хранилище создано:", "The vault was made:"))
}

pub fn confirmed(lang: Lang) -> String {
    pick(lang, "Резервный ключ подтверждён", "The recovery key is confirmed")
}

pub fn info(view: &VaultInfo, lang: Lang) -> String {
    let state = if view.recovery_confirmed {
        pick(lang, "подтверждён", "confirmed")
    } else {
        pick(lang, "не подтверждён", "unconfirmed")
    };
    let mut rows = vec![
        vec![pick(lang, "Хранилище", "Vault"), view.vault.path.clone()],
        vec![pick(lang, "Оператор", "Operator"), view.operator.clone()],
        vec![pick(lang, "Изменение", "Generation"), view.generation.to_string()],
        vec![pick(lang, "Журнал событий", "Audit head"), view.audit_head.clone()],
        vec![pick(lang, "Резервный ключ", "Recovery key"), state],
    ];
    rows.extend(view.counts.iter().map(|(name, n)| vec![name.clone(), n.to_string()]));
    table(&rows)
}

pub fn verify(view: &VerifyView, lang: Lang) -> String {
    if view.ok {
        return pick(
            lang,
            "Проверка пройдена: хранилище цело, журнал событий сошёлся",
            "Verified: the vault is sound and the audit trail agrees",
        );
    }
    let mut out = pick(lang, "Проверка не пройдена:\n", "Verification failed:\n");
    for problem in &view.problems {
        let record = problem.record.as_deref().map(|r| format!(" ({r})")).unwrap_or_default();
        let _ = writeln!(out, "  {}{record}", problem.message);
    }
    out
}

pub fn inspect(view: &InspectView, lang: Lang) -> String {
    let encoding = view.encoding.as_deref().map(|e| format!(", {e}")).unwrap_or_default();
    let header = view.header_row.map_or_else(|| pick(lang, "нет", "none"), |n| n.to_string());
    let mut out = format!("{}: {}{encoding}\n", view.file, view.format);
    if !view.sheet.is_empty() {
        let names: Vec<&str> = view.sheets.iter().map(|s| s.name.as_str()).collect();
        let _ = writeln!(out, "{}: {} ({})", pick(lang, "Лист", "Sheet"), view.sheet, names.join(", "));
    }
    let _ = writeln!(out, "{}: {header}\n", pick(lang, "Строка заголовков", "Header row"));
    let mut rows = vec![vec![
        s("#"),
        pick(lang, "Заголовок", "Header"),
        pick(lang, "Поле", "Field"),
        pick(lang, "Уверенность", "Confidence"),
        pick(lang, "Примеры", "Samples"),
    ]];
    rows.extend(view.columns.iter().map(|c| {
        vec![
            c.letter.clone(),
            c.header.chars().take(40).collect(),
            c.field.clone().unwrap_or_else(|| s("—")),
            format!("{:.2}", c.confidence),
            c.samples.iter().map(|t| t.chars().take(24).collect::<String>()).collect::<Vec<_>>().join(" · "),
        ]
    }));
    out.push_str(&table(&rows));
    out
}

pub fn import(view: &ImportResult, lang: Lang) -> String {
    let r = view.rows;
    let mut out = match (&view.run, lang) {
        (Some(run), Lang::Ru) => format!("Загрузка {run}: {}\n", view.file.name),
        (Some(run), Lang::En) => format!("Import run {run}: {}\n", view.file.name),
        (None, Lang::Ru) => format!("План загрузки (ничего не записано): {}\n", view.file.name),
        (None, Lang::En) => format!("Plan (nothing was written): {}\n", view.file.name),
    };
    out.push_str(&table(&[
        vec![pick(lang, "Прочитано строк", "Rows read"), r.read.to_string()],
        vec![pick(lang, "Новых обращений", "New cases"), r.new_cases.to_string()],
        vec![pick(lang, "Присоединено", "Joined"), r.joined.to_string()],
        vec![
            pick(lang, "Не о персональных данных", "Not about personal data"),
            r.not_personal_data.to_string(),
        ],
        vec![pick(lang, "Уже загружено", "Already imported"), r.already_imported.to_string()],
        vec![pick(lang, "Отклонено", "Rejected"), r.rejected.to_string()],
        vec![
            pick(lang, "Дней потеряно до загрузки", "Days lost before import"),
            format!(
                "{} ({} {})",
                view.days_lost_before_import.total,
                pick(lang, "наибольшее", "worst"),
                view.days_lost_before_import.worst
            ),
        ],
    ]));
    for row in view.rejected.iter().take(20) {
        let _ = writeln!(out, "  {}. {}", row.message, row.fix);
    }
    if view.rejected.len() > 20 {
        let _ = writeln!(out, "  … {} {}", pick(lang, "и ещё", "and"), view.rejected.len() - 20);
    }
    if !view.to_decide.is_empty() {
        let _ = writeln!(out, "{}: {}", pick(lang, "Нужно решить", "To decide"), view.to_decide.len());
    }
    if let Some(report) = &view.report {
        let _ = writeln!(out, "{}: {}", pick(lang, "Отчёт", "Report"), report.path);
    }
    out
}

pub fn imports(page: &ImportsPage) -> String {
    let mut rows = Vec::new();
    for run in &page.imports {
        let r = run.rows;
        rows.push(vec![
            run.run.clone(),
            run.at.format("%d.%m.%Y %H:%M").to_string(),
            run.file.clone(),
            format!("{} / {} / {}", r.read, r.new_cases, r.rejected),
        ]);
    }
    table(&rows)
}

pub fn cases(page: &CasesPage, lang: Lang) -> String {
    let mut rows = Vec::new();
    for case in &page.cases {
        let kinds: Vec<&str> = case.demands.iter().map(|d| desk::kind_short_name(d.kind, lang)).collect();
        let due = case.due.as_ref().map(|d| format!("{} · {}", day(d.due_on), d.left)).unwrap_or_default();
        rows.push(vec![
            case.number.clone(),
            day(case.received_on),
            case.subject.clone().unwrap_or_else(|| s("—")),
            kinds.join(", "),
            due,
        ]);
    }
    let mut out = table(&rows);
    let _ = writeln!(
        out,
        "{} {} {} {}",
        pick(lang, "Показано", "Shown"),
        page.cases.len(),
        pick(lang, "из", "of"),
        page.total
    );
    if let Some(next) = &page.next {
        let _ = writeln!(out, "--after '{next}'");
    }
    out
}

pub fn case(view: &CaseView, lang: Lang) -> String {
    let who = view.subject.full_name.clone().unwrap_or_else(|| s("—"));
    let mut out = format!(
        "№ {} · {} {}\n{who}\n",
        view.number,
        pick(lang, "получено", "received"),
        view.received_at.format("%d.%m.%Y %H:%M")
    );
    let contact: Vec<String> =
        [&view.subject.phone, &view.subject.email, &view.subject.contract, &view.subject.address]
            .into_iter()
            .flatten()
            .cloned()
            .collect();
    if !contact.is_empty() {
        let _ = writeln!(out, "{}", contact.join(" · "));
    }
    let identity = view.identity.as_ref().map_or_else(
        || pick(lang, "личность не подтверждена", "identity not confirmed"),
        |i| {
            format!(
                "{} {}: {}",
                pick(lang, "личность подтверждена", "identity confirmed"),
                day(i.on),
                i.compared
            )
        },
    );
    let _ = writeln!(out, "{identity}\n\n{}:", pick(lang, "Требования", "Demands"));
    for demand in &view.demands {
        let _ = writeln!(
            out,
            "  {} — {} · {}",
            name(demand.kind, lang),
            day(demand.left.due_on),
            demand.left.left
        );
        let _ = writeln!(out, "    {}", demand.due.rule);
    }
    let _ = writeln!(out, "\n{}:", pick(lang, "Контакты", "Contacts"));
    for contact in &view.contacts {
        let _ = writeln!(out, "  {} · {}", contact.at.format("%d.%m.%Y %H:%M"), contact.text);
    }
    for letter in &view.letters {
        let _ = writeln!(
            out,
            "\n{} № {} {} {}",
            pick(lang, "Письмо", "Letter"),
            letter.number,
            pick(lang, "от", "of"),
            day(letter.issued_on)
        );
    }
    let _ = writeln!(out, "\n{}:", pick(lang, "Хронология", "Timeline"));
    for entry in &view.timeline {
        let _ = writeln!(out, "  {} · {}", entry.at.format("%d.%m.%Y %H:%M"), entry.what);
    }
    out
}

pub fn deadline(view: &DueView, lang: Lang) -> String {
    let mut out = match view.due_at {
        Some(at) => format!("{} {}\n", pick(lang, "Срок:", "Due:"), at.format("%d.%m.%Y %H:%M %:z")),
        None => format!("{} {}\n", pick(lang, "Срок:", "Due:"), day(view.due_on)),
    };
    if view.provisional {
        let _ = writeln!(out, "{}", pick(lang, "Предварительно", "Provisional"));
    }
    let _ = writeln!(out, "{}", view.rule);
    for note in &view.notes {
        let _ = writeln!(out, "{note}");
    }
    let rows: Vec<Vec<String>> = view
        .steps
        .iter()
        .map(|step| {
            vec![day(step.date), step.day.map_or_else(|| s("—"), |n| n.to_string()), step.why.clone()]
        })
        .collect();
    let _ = write!(out, "\n{}", table(&rows));
    for compared in &view.compared {
        let source = if compared.source == "law" {
            pick(lang, "Закон", "Law")
        } else {
            pick(lang, "Политика", "Policy")
        };
        let _ = writeln!(out, "{source}: {} — {} ({})", day(compared.due_on), compared.term, compared.clause);
    }
    out
}

pub fn workdays(view: &Workdays, lang: Lang) -> String {
    let rows: Vec<Vec<String>> = view
        .days
        .iter()
        .map(|d| {
            vec![
                day(d.date),
                if d.working {
                    pick(lang, "рабочий", "working")
                } else {
                    pick(lang, "нерабочий", "off")
                },
                d.why.clone(),
            ]
        })
        .collect();
    table(&rows)
}

pub fn classified(view: &Classified, lang: Lang) -> String {
    let mut out: Vec<String> = view.kinds.iter().map(|k| name(*k, lang).to_owned()).collect();
    for found in &view.matches {
        out.push(format!(
            "  {}: {} ({:.2})",
            name(found.kind, lang),
            found.words.join(" "),
            found.confidence
        ));
    }
    out.join("\n")
}

pub fn issued(view: &LetterIssued, lang: Lang) -> String {
    let l = &view.letter;
    let mut out = if l.number.is_empty() {
        format!("{}: {}\n", pick(lang, "Черновик", "Draft"), l.path.clone().unwrap_or_default())
    } else {
        format!(
            "{} № {} ({} {}): {}\n",
            pick(lang, "Выпущено письмо", "Letter issued"),
            l.number,
            l.pages,
            pick(lang, "л.", "pages"),
            l.path.clone().unwrap_or_default()
        )
    };
    for warning in &view.warnings {
        let _ = writeln!(out, "  {}", warning.message);
    }
    out
}

pub fn templates(rows: &[TemplateRow], lang: Lang) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|t| {
            vec![
                t.mark.clone(),
                t.template.clone(),
                t.name.clone(),
                if t.available {
                    String::new()
                } else {
                    pick(lang, "ещё не готов", "not built yet")
                },
            ]
        })
        .collect();
    table(&rows)
}

pub fn processors(page: &ProcessorsPage, lang: Lang) -> String {
    let rows: Vec<Vec<String>> = page
        .processors
        .iter()
        .map(|p| {
            vec![
                p.id.clone(),
                p.name.clone(),
                format!("{} {} {}", p.met, pick(lang, "из", "of"), p.points.len()),
                p.contract_until.map(day).unwrap_or_default(),
            ]
        })
        .collect();
    table(&rows)
}

pub fn processor(view: &ProcessorView, lang: Lang) -> String {
    let mut out = format!("{}\n{}\n", view.name, view.address.clone().unwrap_or_default());
    for point in &view.checklist {
        let state = match point.state.as_str() {
            "met" => pick(lang, "есть", "met"),
            "not_met" => pick(lang, "нет", "not met"),
            _ => pick(lang, "неизвестно", "unknown"),
        };
        let clause = point.clause.as_deref().map(|c| format!(" ({c})")).unwrap_or_default();
        let _ = writeln!(out, "  {state}: {}{clause}", point.text);
    }
    for warning in &view.warnings {
        let _ = writeln!(out, "! {warning}");
    }
    out
}

pub fn added(view: &AddedRecords, lang: Lang) -> String {
    let mut out = format!(
        "{}: {}, {}: {}\n",
        pick(lang, "Добавлено", "Added"),
        view.added.len(),
        pick(lang, "обновлено", "updated"),
        view.updated.len()
    );
    for warning in &view.warnings {
        let _ = writeln!(out, "! {warning}");
    }
    out
}

pub fn disclosures(page: &DisclosuresPage, lang: Lang) -> String {
    let rows: Vec<Vec<String>> = page
        .disclosures
        .iter()
        .map(|d| vec![d.id.clone(), day(d.date), d.recipient.clone(), d.data.join(", "), d.subject.clone()])
        .collect();
    let _ = lang;
    table(&rows)
}

pub fn disclosure(row: &DisclosureRow, lang: Lang) -> String {
    table(&[
        vec![pick(lang, "Дата", "Date"), day(row.date)],
        vec![pick(lang, "Получатель", "Recipient"), row.recipient.clone()],
        vec![pick(lang, "Основание", "Ground"), row.ground.clone()],
        vec![pick(lang, "Цель", "Purpose"), row.purpose.clone()],
        vec![pick(lang, "Состав данных", "Data"), row.data.join(", ")],
        vec![pick(lang, "Чьи данные", "Whose data"), row.subject.clone()],
    ])
}

pub fn journal(written: &JournalWritten, lang: Lang) -> String {
    format!(
        "{}: {} ({} {})",
        pick(lang, "Журнал учёта обращений", "Journal of requests"),
        written.path,
        written.rows,
        pick(lang, "строк", "rows")
    )
}

pub fn audit(page: &AuditPage) -> String {
    let rows: Vec<Vec<String>> = page
        .entries
        .iter()
        .map(|e| {
            vec![
                e.seq.to_string(),
                e.at.format("%d.%m.%Y %H:%M:%S").to_string(),
                e.action.clone(),
                format!("{} {}", e.entity, e.entity_id),
                e.mac.chars().take(16).collect(),
            ]
        })
        .collect();
    table(&rows)
}

pub fn demo(view: &DemoView, lang: Lang) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}: {}", pick(lang, "Хранилище", "Vault"), view.vault);
    if let Some(phrase) = &view.passphrase {
        let _ = writeln!(
            out,
            "{}: {phrase}",
            pick(lang, "Парольная фраза для показа", "Demonstration passphrase")
        );
    }
    let r = view.import;
    let _ = writeln!(
        out,
        "{}: {} · {}: {} · {}: {}",
        pick(lang, "Прочитано строк", "Rows read"),
        r.read,
        pick(lang, "новых обращений", "new cases"),
        r.new_cases,
        pick(lang, "отклонено", "rejected"),
        r.rejected
    );
    let _ = writeln!(out, "{}: {}", pick(lang, "Писем выпущено", "Letters issued"), view.letters.len());
    for path in std::iter::once(&view.report).chain(&view.journal) {
        let _ = writeln!(out, "  {path}");
    }
    out
}
