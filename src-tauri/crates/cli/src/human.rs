//! Text for a person: short tables and sentences, in Russian or English.

use desk::wire::{
    AddedRecords, AuditPage, CaseView, CasesPage, Classified, DemoView, DisclosureRow, DisclosuresPage,
    FindingsPage, ImportResult, ImportsPage, InspectView, JournalWritten, LetterIssued, ProcessorView,
    ProcessorsPage, PurposeView, PurposesPage, RuleEffect, RuleKept, RuleTrial, RuleView, RulesPage,
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

/// «1 строка», «2 строки», «4 232 строки».
fn rows_word(n: u64, lang: Lang) -> String {
    let word = match (lang, n % 10, n % 100) {
        (Lang::En, ..) if n == 1 => "row",
        (Lang::En, ..) => "rows",
        (Lang::Ru, 1, rest) if rest != 11 => "строка",
        (Lang::Ru, 2..=4, rest) if !(12..=14).contains(&rest) => "строки",
        (Lang::Ru, ..) => "строк",
    };
    format!("{}\u{a0}{word}", grouped(n))
}

/// A number with a thin space between its thousands.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    if digits.len() < 4 {
        return digits;
    }
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{2009}');
        }
        out.push(digit);
    }
    out
}

/// «0,93».
fn decimal(value: f64, lang: Lang) -> String {
    let text = format!("{value:.2}");
    if lang == Lang::Ru { text.replace('.', ",") } else { text }
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

/// Actions of a group that a person reads; the whole list is in the JSON.
const READ: usize = 100;

pub fn today(view: &desk::wire::TodayView, lang: Lang) -> String {
    let mut out = format!("{}\n{}\n", view.day, view.reopen.sentence);
    for group in &view.groups {
        let note = group.note.as_deref().map(|note| format!(" · {note}")).unwrap_or_default();
        let _ = writeln!(out, "\n{} ({}){note}", group.name, group.total);
        let actions: Vec<_> = view.actions.iter().filter(|action| action.group == group.group).collect();
        for action in actions.iter().take(READ) {
            let who = action.who.as_deref().map(|who| format!(" — {who}")).unwrap_or_default();
            let number = action.case.as_deref().map(|case| format!("№\u{a0}{case} · ")).unwrap_or_default();
            let left = action
                .left
                .as_ref()
                .map(|left| format!(" · {} · {}", day(left.due_on), left.left))
                .unwrap_or_default();
            let _ = writeln!(out, "  {}{who}\n    {number}{}{left}", action.what, action.why);
        }
        let more = (group.total as usize).saturating_sub(actions.len().min(READ));
        if more > 0 {
            let _ = writeln!(out, "  … {} {more}: otvet today --json", pick(lang, "и ещё", "and"));
        }
    }
    if view.groups.is_empty() {
        if let Some(next) = view.next_due {
            let _ = writeln!(out, "{} {}", pick(lang, "Ближайший срок:", "The nearest date:"), day(next));
        }
        let _ = writeln!(out, "{}", view.checked);
    }
    if view.days_lost.total > 0 {
        let _ = writeln!(
            out,
            "\n{}: {} ({} {})",
            pick(lang, "Дней потеряно до загрузки", "Days lost before import"),
            view.days_lost.total,
            pick(lang, "наибольшее", "worst"),
            view.days_lost.worst
        );
    }
    if let Some(why) = &view.provisional_why {
        let name = pick(lang, "Предварительных сроков", "Provisional dates");
        let _ = writeln!(out, "{name}: {} ({why})", view.provisional);
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
    if let Some(to) = &view.joined_to {
        let _ = writeln!(out, "{} № {to}", pick(lang, "Присоединено к обращению", "Joined to case"));
    }
    if !view.joined.is_empty() {
        let _ = writeln!(out, "{}: {}", pick(lang, "Присоединены", "Joined to it"), view.joined.join(", "));
    }
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
        for also in &demand.due.also {
            let state = demand.stop.as_ref().map(|stop| format!(" · {}", stop.left)).unwrap_or_default();
            let _ = writeln!(out, "    {}{state}", also.text(lang));
        }
        if let Some(why) = &demand.extended_why {
            let _ =
                writeln!(out, "    {}: {why}", pick(lang, "Причина продления", "Reason of the extension"));
        }
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
    if !view.attachments.is_empty() {
        let _ = writeln!(out, "\n{}:", pick(lang, "Вложения", "Attachments"));
        let rows: Vec<Vec<String>> = (1..)
            .zip(&view.attachments)
            .map(|(n, file)| {
                vec![
                    format!("  {n}"),
                    file.name.clone(),
                    file.media_name.clone(),
                    bytes(file.size, lang),
                    day(file.added_at.date_naive()),
                ]
            })
            .collect();
        out.push_str(&table(&rows));
    }
    let _ = writeln!(out, "\n{}:", pick(lang, "Хронология", "Timeline"));
    for entry in &view.timeline {
        let _ = writeln!(out, "  {} · {}", entry.at.format("%d.%m.%Y %H:%M"), entry.what);
    }
    out
}

/// A size as a person reads it.
fn bytes(n: u64, lang: Lang) -> String {
    let tenths = |unit: u64| {
        let text = format!("{}.{}", n / unit, n % unit * 10 / unit);
        if lang == Lang::Ru { text.replace('.', ",") } else { text }
    };
    match n {
        0..1024 => format!("{n}\u{a0}{}", pick(lang, "Б", "B")),
        1024..1_048_576 => format!("{}\u{a0}{}", n / 1024, pick(lang, "КБ", "KB")),
        _ => format!("{}\u{a0}{}", tenths(1 << 20), pick(lang, "МБ", "MB")),
    }
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
    for also in &view.also {
        let _ = writeln!(out, "{}", also.text(lang));
    }
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
            "  {}: {} ({})",
            name(found.kind, lang),
            found.words.join(" "),
            decimal(f64::from(found.confidence), lang)
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
    if page.processors.is_empty() {
        return pick(lang, "Поручений нет", "There are no processors");
    }
    let rows: Vec<Vec<String>> = page
        .processors
        .iter()
        .map(|p| {
            vec![
                p.id.clone(),
                p.name.clone(),
                format!("{} {} {}", p.met, pick(lang, "из", "of"), p.points.len()),
                p.contract_number.clone().unwrap_or_default(),
                p.contract_until.map(day).unwrap_or_default(),
                p.left.as_ref().map(|l| l.left.clone()).unwrap_or_default(),
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

/// Where the lists do not agree: what about, what is wrong, what to do.
pub fn findings(page: &FindingsPage, lang: Lang) -> String {
    let mut out = String::new();
    for finding in &page.findings {
        let _ = writeln!(out, "{}\n  {}\n  → {}", finding.subject, finding.message, finding.fix);
    }
    let _ = writeln!(out, "{}: {}", pick(lang, "Расхождений и пробелов", "Findings"), page.findings.len());
    out
}

pub fn purposes(page: &PurposesPage) -> String {
    let rows: Vec<Vec<String>> =
        page.purposes.iter().map(|p| vec![p.id.clone(), p.clause.clone(), p.text.clone()]).collect();
    format!("{}\n{}", page.policy, table(&rows))
}

pub fn purpose(view: &PurposeView, lang: Lang) -> String {
    let clause = pick(lang, "п.", "clause");
    let mut out = format!("{} ({clause} {})\n", view.text, view.clause);
    for (name, list) in [
        (pick(lang, "Основания", "Grounds"), &view.grounds),
        (pick(lang, "Субъекты", "Subjects"), &view.subjects),
        (
            pick(lang, "Категории данных этих субъектов", "Categories of data of these subjects"),
            &view.categories,
        ),
        (pick(lang, "Сроки хранения", "Terms of storage"), &view.terms),
        (pick(lang, "Поручено", "Processors"), &view.processors),
    ] {
        if !list.is_empty() {
            let _ = writeln!(out, "{name}:");
            for text in list {
                let _ = writeln!(out, "  {text}");
            }
        }
    }
    if let Some(remark) = &view.remark {
        let _ = writeln!(out, "! {remark}");
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
    if page.disclosures.is_empty() {
        return pick(lang, "Передач нет", "There are no disclosures");
    }
    let rows: Vec<Vec<String>> = page
        .disclosures
        .iter()
        .map(|d| vec![d.id.clone(), day(d.date), d.recipient.clone(), d.data.join(", "), d.subject.clone()])
        .collect();
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
        "{}: {} ({})",
        pick(lang, "Журнал учёта обращений", "Journal of requests"),
        written.path,
        rows_word(u64::from(written.rows), lang)
    )
}

pub fn audit(page: &AuditPage, lang: Lang) -> String {
    let rows: Vec<Vec<String>> = page
        .entries
        .iter()
        .map(|e| {
            let (action, record) = desk::trail::in_words(e, lang);
            vec![
                e.seq.to_string(),
                e.at.format("%d.%m.%Y %H:%M:%S").to_string(),
                action,
                record,
                e.mac.chars().take(16).collect(),
            ]
        })
        .collect();
    if page.total < page.all || rows.is_empty() {
        let (ru, en) = ("Найдено записей", "Entries found");
        return format!("{}\n{}: {}", table(&rows), pick(lang, ru, en), page.total);
    }
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

pub fn found(view: &desk::wire::FindView, lang: Lang) -> String {
    use desk::wire::FoundGroup;
    if view.groups.is_empty() {
        return pick(lang, "Ничего не найдено", "Nothing was found");
    }
    let mut out = String::new();
    if let Some(other) = &view.other_layout {
        let _ = writeln!(out, "{}: {other}", pick(lang, "В другой раскладке", "In the other layout"));
    }
    for group in &view.groups {
        let head = match group.group {
            FoundGroup::Cases => pick(lang, "Обращения", "Cases"),
            FoundGroup::Letters => pick(lang, "Письма", "Letters"),
            FoundGroup::Disclosures => pick(lang, "Передачи", "Disclosures"),
            FoundGroup::Processors => pick(lang, "Договоры", "Contracts"),
            FoundGroup::Imports => pick(lang, "Загрузки", "Imports"),
        };
        let _ = writeln!(out, "{head}");
        let rows: Vec<Vec<String>> = group
            .found
            .iter()
            .map(|one| {
                let date = match (&one.due, one.date) {
                    (Some(due), _) => format!("{} · {}", day(due.due_on), due.left),
                    (None, Some(date)) => day(date),
                    (None, None) => String::new(),
                };
                let number = one.number.clone().unwrap_or_else(|| one.id.clone());
                vec![format!("  {number}"), one.title.clone(), one.subtitle.clone(), date]
            })
            .collect();
        out.push_str(&table(&rows));
    }
    out
}

pub fn undone(view: &desk::wire::UndoneView, lang: Lang) -> String {
    match &view.next {
        Some(next) => {
            format!("{}\n{}: {}", view.message, pick(lang, "Ещё можно отменить", "Next to undo"), next.name)
        }
        None => view.message.clone(),
    }
}

pub fn rules(page: &RulesPage, lang: Lang) -> String {
    if page.rules.is_empty() {
        return pick(lang, "Правил организации нет", "There are no rules of the operator's own");
    }
    table(&page.rules.iter().map(|rule| rule_row(rule, lang)).collect::<Vec<_>>())
}

fn rule_row(rule: &RuleView, lang: Lang) -> Vec<String> {
    vec![
        format!("№ {}", rule.id),
        rule.words.join(" + "),
        effect(rule.effect, lang),
        name(rule.kind, lang).to_owned(),
        rule.from_case.as_ref().map_or_else(String::new, |number| format!("№ {number}")),
        day(rule.made_on),
    ]
}

fn effect(effect: RuleEffect, lang: Lang) -> String {
    match effect {
        RuleEffect::Asks => pick(lang, "просит", "asks for"),
        RuleEffect::DoesNotAsk => pick(lang, "не просит", "does not ask for"),
    }
}

pub fn rule_trial(trial: &RuleTrial, lang: Lang) -> String {
    let mut out = format!(
        "{}: {} {} {}\n",
        pick(lang, "Прочитаются иначе", "Would be read otherwise"),
        trial.changed,
        pick(lang, "из", "of"),
        trial.tried
    );
    let kinds = |kinds: &[Kind]| match kinds {
        [] => name(Kind::NotPersonalData, lang).to_owned(),
        kinds => kinds.iter().map(|k| desk::kind_short_name(*k, lang)).collect::<Vec<_>>().join(", "),
    };
    for example in &trial.examples {
        let place = match (&example.case, &example.run, example.row) {
            (Some(number), ..) => format!("№ {number}"),
            (None, Some(run), Some(row)) => format!("{run}, {} {row}", pick(lang, "строка", "row")),
            _ => s("—"),
        };
        let mark = if example.contradicts { "! " } else { "  " };
        let text = example.text.replace('\n', " ");
        let _ = writeln!(
            out,
            "{mark}{place}: {} → {}\n    {text}",
            kinds(&example.before),
            kinds(&example.after)
        );
    }
    if !trial.contradicts.is_empty() {
        let _ = writeln!(
            out,
            "{}: {}",
            pick(lang, "Вручную решено иначе", "Decided otherwise by hand"),
            trial.contradicts.join(", ")
        );
    }
    out
}

pub fn rule_kept(kept: &RuleKept, lang: Lang) -> String {
    format!(
        "{} {}\n{}{}",
        pick(lang, "Правило добавлено:", "Rule added:"),
        rule_row(&kept.rule, lang)
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        rule_trial(&kept.trial, lang),
        pick(
            lang,
            "Уже заведённые требования не изменены: правило действует на следующие обращения.",
            "Demands in the register are unchanged: the rule holds for what comes next.",
        )
    )
}

pub fn exported(written: &desk::wire::ListExported, lang: Lang) -> String {
    format!(
        "{}: {} ({})",
        pick(lang, "Список выгружен", "The list was written"),
        written.path,
        rows_word(u64::from(written.rows), lang)
    )
}

pub fn card(saved: &desk::wire::SavedFile, lang: Lang) -> String {
    format!("{}: {}", pick(lang, "Карточка обращения", "Case card"), saved.path)
}

pub fn letters(page: &desk::wire::LettersPage, lang: Lang) -> String {
    let rows: Vec<Vec<String>> = page
        .letters
        .iter()
        .map(|l| {
            let name = desk::exports::template_name(&l.template, lang);
            vec![l.number.clone(), day(l.issued_on), l.case.clone(), name]
        })
        .collect();
    table(&rows)
}

pub fn rejected(rows: &[desk::wire::RejectedRow]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|r| {
            vec![r.row.to_string(), r.column.clone().unwrap_or_default(), r.message.clone(), r.fix.clone()]
        })
        .collect();
    table(&rows)
}
