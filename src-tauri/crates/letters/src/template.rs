//! Templates are data: front matter, fields, a Markdown subset. A template is rendered, then read into the document
//! model; what comes from the registers is fenced off on the way, so that no value is ever taken for markup.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use minijinja::value::{Enumerator, Object, ObjectRepr};
use minijinja::{Environment, UndefinedBehavior, Value};
use serde_json::{Value as Json, json};
use statute::{Kind, Lang, REQUEST_ITEMS};

use crate::compose::{BlockView, Composed, Gap, LetterInput, MissingParticular, TemplateId, Warning};
use crate::model::{Align, Block, Cell, Column, Content, Document, Run, Style, ru_date};
use crate::names::{NameParts, initials_first, split_name};
use crate::text::{clean, typographic};
use crate::{ComposeError, PersonGender};

// Fences around what does not come from the template. The letters of this private area are taken out of every value
// and of the template before, so nothing can forge a fence.
const VALUE: (char, char) = ('\u{e000}', '\u{e001}');
const EXACT: (char, char) = ('\u{e002}', '\u{e003}');
const SHOWN_GAP: (char, char) = ('\u{e004}', '\u{e005}');
const SILENT_GAP: (char, char) = ('\u{e006}', '\u{e007}');

/// Work a template may do before it is taken for a loop without end.
const FUEL: u64 = 4_000_000;

/// Front matter of a template.
#[derive(Debug, Default)]
struct Front {
    title: String,
    version: u32,
    required: Vec<String>,
}

fn wrong(what: impl Into<String>, line: usize) -> ComposeError {
    ComposeError::Template { what: what.into(), line }
}

/// Splits front matter and body; the number of lines before the body comes along.
fn front_matter(source: &str) -> Result<(Front, &str, usize), ComposeError> {
    let source = source.trim_start_matches('\u{feff}');
    let rest = source
        .strip_prefix("---\n")
        .or_else(|| source.strip_prefix("---\r\n"))
        .ok_or_else(|| wrong("no front matter", 1))?;
    let mut front = Front::default();
    let mut used = source.len() - rest.len();
    let mut lines = 1;
    for line in rest.split_inclusive('\n') {
        used += line.len();
        lines += 1;
        let line = line.trim();
        if line == "---" {
            if front.title.is_empty() || front.version == 0 {
                return Err(wrong("front matter without title or version", lines));
            }
            return Ok((front, source.get(used..).unwrap_or_default(), lines));
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match key.trim() {
            "title" => front.title = clean(value),
            "version" => {
                front.version = value.parse().map_err(|_| wrong("version is not a number", lines))?
            }
            "required" => {
                front.required =
                    value.split(',').map(|f| f.trim().to_owned()).filter(|f| !f.is_empty()).collect()
            }
            _ => {}
        }
    }
    Err(wrong("front matter has no end", lines))
}

/// A record of the input: a field it lacks is a gap that knows its path.
#[derive(Debug)]
struct Record {
    path: String,
    fields: serde_json::Map<String, Json>,
}

impl Object for Record {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        // At the root a name that is no field is a function of the template.
        if self.path.is_empty() && !self.fields.contains_key(key) {
            return None;
        }
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Some(to_value(&path, self.fields.get(key).unwrap_or(&Json::Null)))
    }

    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}

/// A field that the registers lack: false, empty, shown by its name.
#[derive(Debug)]
struct Missing {
    path: String,
    shown: bool,
}

impl Object for Missing {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Iterable
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        Some(Value::from_object(Self { path: format!("{}.{key}", self.path), shown: true }))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Empty
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }
}

fn to_value(path: &str, json: &Json) -> Value {
    match json {
        Json::Null => Value::from_object(Missing { path: path.to_owned(), shown: true }),
        Json::Bool(b) => Value::from(*b),
        Json::Number(n) => {
            n.as_i64().map_or_else(|| Value::from(n.as_f64().unwrap_or_default()), Value::from)
        }
        Json::String(s) => {
            let s = clean(s);
            if s.is_empty() {
                Value::from_object(Missing { path: path.to_owned(), shown: true })
            } else {
                Value::from(s)
            }
        }
        Json::Array(items) if items.is_empty() => {
            Value::from_object(Missing { path: path.to_owned(), shown: true })
        }
        Json::Array(items) => Value::from(items.iter().map(|item| to_value(path, item)).collect::<Vec<_>>()),
        Json::Object(fields) => Value::from_object(Record { path: path.to_owned(), fields: fields.clone() }),
    }
}

/// The environment in which templates are rendered: fences, filters, a limit on work.
fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_fuel(Some(FUEL));
    env.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    env.set_formatter(|out, _, value| {
        let fenced = |(open, close): (char, char), text: &str| format!("{open}{text}{close}");
        let text = if let Some(gap) = value.downcast_object_ref::<Missing>() {
            fenced(if gap.shown { SHOWN_GAP } else { SILENT_GAP }, &gap.path)
        } else {
            match value.as_str() {
                Some(text) if text.starts_with(EXACT.0) => text.to_owned(),
                Some(text) => fenced(VALUE, text),
                None => fenced(VALUE, &value.to_string()),
            }
        };
        out.write_str(&text).map_err(minijinja::Error::from)
    });
    let text_filter = |change: fn(&str) -> String| {
        move |value: Value| match value.as_str() {
            Some(text) => Value::from(change(text)),
            None => value,
        }
    };
    env.add_filter(
        "date",
        text_filter(|text| {
            NaiveDate::parse_from_str(text, "%Y-%m-%d").map_or_else(|_| text.to_owned(), ru_date)
        }),
    );
    env.add_filter("bare", text_filter(|text| text.trim_end_matches(['.', ';', ',', ':', ' ']).to_owned()));
    env.add_filter(
        "sentence",
        text_filter(|text| format!("{}.", upper_first(text).trim_end_matches(['.', ';', ',', ':', ' ']))),
    );
    env.add_filter("lower", text_filter(lower_first));
    env.add_filter("exact", text_filter(|text| format!("{}{text}{}", EXACT.0, EXACT.1)));
    env.add_function("gap", |path: String| Value::from_object(Missing { path, shown: false }));
    env
}

/// The first letter capital.
fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The first letter small, unless the word is an abbreviation or a name in quotes.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && (second.is_lowercase() || second == ' ') => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// What a gap is called, where it is filled in, and whether the letter may go out with it.
fn gap_of(path: &str) -> Gap {
    let operator = "Настройки, «Оператор»";
    let policy = "Реестр «Политика»";
    let (code, what, place, blocking) = match path {
        "operator.name" => ("operator_incomplete", "наименование оператора", operator, true),
        "operator.address" => ("operator_incomplete", "адрес оператора", operator, true),
        "operator.signatory" | "operator.signatory.name" => {
            ("operator_incomplete", "лицо, подписывающее письма", operator, true)
        }
        "operator.signatory.post" => {
            ("signatory_post_missing", "должность подписывающего лица", operator, false)
        }
        "operator.responsible" | "operator.responsible.name" | "operator.responsible.post" => (
            "responsible_missing",
            "ответственный за организацию обработки персональных данных",
            operator,
            false,
        ),
        "identity" => (
            "identity_missing",
            "подтверждение личности заявителя",
            "Карточка обращения, «Подтвердить личность»",
            true,
        ),
        "applicant.full_name" => {
            ("applicant_name_missing", "имя заявителя", "Карточка обращения, «Заявитель»", false)
        }
        "subject_data" => (
            "subject_data_missing",
            "данные субъекта, которые хранит оператор",
            "Карточка обращения, «Заявитель»",
            false,
        ),
        "case.due_on" => ("due_date_missing", "срок ответа", "Карточка обращения, «Требования»", false),
        "policy.purposes" => ("policy_purposes_missing", "цели обработки и их основания", policy, false),
        "policy.purposes.ground" => {
            ("policy_ground_missing", "правовое основание цели обработки", policy, false)
        }
        "policy.purposes.text" => ("policy_purposes_missing", "описание цели обработки", policy, false),
        "policy.methods" => ("policy_methods_missing", "способы обработки", policy, false),
        "policy.retention" | "policy.terms" => {
            ("policy_retention_missing", "сроки обработки и хранения", policy, false)
        }
        "policy.rights_how" => {
            ("policy_rights_missing", "порядок осуществления прав субъекта", policy, false)
        }
        "policy.cross_border" => {
            ("policy_cross_border_missing", "сведения о трансграничной передаче", policy, false)
        }
        "policy.art_18_1_measures" => {
            ("policy_measures_missing", "меры по статье 18.1 Закона", policy, false)
        }
        "disclosures" => ("disclosures_empty", "записи о передачах: реестр пуст", "Реестр «Передачи»", false),
        "processors" => {
            ("processors_empty", "записи об обработчиках: реестр пуст", "Реестр «Поручения»", false)
        }
        "processors.address" => {
            ("processor_address_missing", "адрес обработчика", "Реестр «Обработчики»", false)
        }
        "processors.name" => {
            ("processor_name_missing", "наименование обработчика", "Реестр «Обработчики»", false)
        }
        "subject_data.category" | "subject_data.value" => (
            "subject_data_missing",
            "данные субъекта, которые хранит оператор",
            "Карточка обращения, «Заявитель»",
            false,
        ),
        _ => ("field_missing", "", "Шаблон письма или реестр, из которого берётся поле", false),
    };
    Gap {
        code: code.to_owned(),
        field: path.to_owned(),
        what_ru: if what.is_empty() { format!("поле «{path}»") } else { what.to_owned() },
        where_to_fill_ru: place.to_owned(),
        blocking,
    }
}

/// What follows from the input before any template is looked at.
struct Person {
    /// Who is written to.
    addressee: Vec<String>,
    name_only: Vec<String>,
    salutation: String,
    gender_known: bool,
    named: bool,
    addressed: bool,
}

fn some(text: Option<&String>) -> Option<String> {
    text.map(|t| clean(t)).filter(|t| !t.is_empty())
}

fn subject_name(input: &LetterInput) -> NameParts {
    let a = &input.applicant;
    NameParts::from_record(
        a.full_name.as_deref(),
        a.last_name.as_deref(),
        a.first_name.as_deref(),
        a.middle_name.as_deref(),
    )
}

/// Addressee and salutation. A salutation without gender is «Уважаемый заявитель!»: the noun has one grammatical
/// gender for everyone, the form is in official use, and nothing about the person is guessed. The addressee's name then
/// stays in the nominative.
fn person(input: &LetterInput) -> Person {
    let a = &input.applicant;
    let subject = subject_name(input);
    let (parts, given, manual, address, acting_for) = match &a.representative {
        Some(r) => {
            let parts = r.full_name.as_deref().map(split_name).unwrap_or_default();
            let of = subject.genitive_full(subject.gender(a.gender));
            let acting = if of.is_empty() { None } else { Some(format!("представителю {of}")) };
            (parts, r.gender, some(r.dative.as_ref()), some(r.address.as_ref()), acting)
        }
        None => (subject, a.gender, some(a.dative.as_ref()), some(a.address.as_ref()), None),
    };
    let gender = parts.gender(given);
    let named = !parts.is_empty() || manual.is_some();
    let name = manual.unwrap_or_else(|| {
        if parts.is_empty() {
            format!("Заявителю (обращение № {})", clean(&input.case.number))
        } else {
            parts.dative_short(gender)
        }
    });
    let mut name_only = vec![name];
    name_only.extend(acting_for);
    let mut addressee = name_only.clone();
    let addressed = address.is_some();
    addressee.extend(address);
    if !addressed {
        addressee.extend(some(a.email.as_ref()));
    }
    let manual_salutation = if a.representative.is_none() { some(a.salutation.as_ref()) } else { None };
    let salutation = manual_salutation.clone().unwrap_or_else(|| match (gender, parts.address()) {
        (Some(PersonGender::Male), Some(name)) => format!("Уважаемый {name}!"),
        (Some(PersonGender::Female), Some(name)) => format!("Уважаемая {name}!"),
        _ => "Уважаемый заявитель!".to_owned(),
    });
    let gender_known = gender.is_some() || manual_salutation.is_some();
    Person { addressee, name_only, salutation, gender_known, named, addressed }
}

fn missing_items(missing: &[MissingParticular]) -> Vec<String> {
    let wanted: Vec<&str> = if missing.is_empty() {
        REQUEST_ITEMS.iter().map(|i| i.id).collect()
    } else {
        let set: BTreeSet<_> = missing.iter().copied().collect();
        set.into_iter()
            .map(|m| match m {
                MissingParticular::IdentityDocument => "identity_document",
                MissingParticular::DocumentIssue => "document_issue",
                MissingParticular::Relation => "relation",
                MissingParticular::Signature => "signature",
            })
            .collect()
    };
    REQUEST_ITEMS.iter().filter(|i| wanted.contains(&i.id)).map(|i| i.ru.to_owned()).collect()
}

/// The fields that a template sees: the input and a few words derived from it.
fn context(input: &LetterInput) -> Result<serde_json::Map<String, Json>, ComposeError> {
    let Ok(Json::Object(mut fields)) = serde_json::to_value(input) else {
        return Err(wrong("the input cannot be read", 0));
    };
    let subject = subject_name(input);
    let gender = subject.gender(input.applicant.gender);
    let genitive = subject.genitive_full(gender);
    let represented = input.applicant.representative.is_some();
    let of_whom = match (represented, genitive.is_empty()) {
        (true, false) => genitive.clone(),
        (true, true) => "субъекта персональных данных".to_owned(),
        (false, _) => "заявителя".to_owned(),
    };
    let data = if represented {
        format!("персональных данных {of_whom}")
    } else {
        "Ваших персональных данных".to_owned()
    };
    let genitive = if genitive.is_empty() { Json::Null } else { Json::from(genitive) };
    let (to_whom, who) = if represented {
        ("субъекту персональных данных", "субъект персональных данных")
    } else {
        ("заявителю", "заявитель")
    };
    fields.insert(
        "subject".into(),
        json!({ "genitive": genitive, "of_whom": of_whom, "to_whom": to_whom, "who": who, "data": data }),
    );
    let representative =
        fields.get("applicant").and_then(|a| a.get("representative")).cloned().unwrap_or(Json::Null);
    fields.insert("representative".into(), representative);
    let short = some(input.operator.short_name.as_ref()).or_else(|| some(input.operator.name.as_ref()));
    if let Some(Json::Object(operator)) = fields.get_mut("operator") {
        operator.insert("short".into(), short.map_or(Json::Null, Json::from));
    }
    let late = input.case.due_on.is_some_and(|due| input.letter.date > due);
    if let Some(Json::Object(case)) = fields.get_mut("case") {
        case.insert("late".into(), Json::from(late));
    }
    let abroad: Vec<Json> = input
        .processors
        .iter()
        .filter_map(|p| Some(json!({ "name": p.name, "abroad": p.abroad.as_ref()? })))
        .collect();
    fields.insert("processors_abroad".into(), Json::from(abroad));
    fields.insert("missing_items".into(), Json::from(missing_items(&input.missing)));
    Ok(fields)
}

/// Whether a required field is there: `operator.signatory.name`.
fn present(fields: &serde_json::Map<String, Json>, path: &str) -> bool {
    let mut steps = path.split('.');
    let mut at = steps.next().and_then(|first| fields.get(first));
    for step in steps {
        at = at.and_then(|value| value.get(step));
    }
    match at {
        None | Some(Json::Null) => false,
        Some(Json::String(text)) => !clean(text).is_empty(),
        Some(Json::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}

/// Reads rendered text into blocks.
struct Reader<'a> {
    input: &'a LetterInput,
    person: &'a Person,
    blocks: Vec<Block>,
    views: Vec<BlockView>,
    gaps: Vec<Gap>,
    /// Gaps met since the section began.
    section_gaps: Vec<Gap>,
    /// First block of the open section, its title, item and source.
    section: Option<(usize, String, Option<String>, Option<String>)>,
    paragraph: String,
    list: Option<(bool, Vec<String>)>,
    table: Vec<String>,
    widths: Vec<f32>,
    /// The line before was blank.
    blank: bool,
}

/// Composes a letter: renders, reads, names the gaps.
pub(crate) fn compose(
    template: TemplateId,
    source: &str,
    input: &LetterInput,
    lang: Lang,
) -> Result<Composed, ComposeError> {
    let (front, body, lines_before) = front_matter(source)?;
    let body: String = body.chars().filter(|c| !('\u{e000}'..='\u{e00f}').contains(c)).collect();
    let fields = context(input)?;
    let missing: Vec<Gap> =
        front.required.iter().filter(|f| !present(&fields, f)).map(|f| gap_of(f)).collect();
    let env = environment();
    let root = Value::from_object(Record { path: String::new(), fields });
    let rendered = env
        .render_str(&body, root)
        .map_err(|e| wrong(e.to_string(), e.line().map_or(0, |line| line + lines_before)))?;
    let person = person(input);
    let mut reader = Reader {
        input,
        person: &person,
        blocks: Vec::new(),
        views: Vec::new(),
        gaps: missing,
        section_gaps: Vec::new(),
        section: None,
        paragraph: String::new(),
        list: None,
        table: Vec::new(),
        widths: Vec::new(),
        blank: true,
    };
    for line in rendered.lines() {
        reader.line(line);
    }
    reader.end_section();
    let Reader { blocks, views, mut gaps, .. } = reader;
    gaps.sort_by_key(|gap| !gap.blocking);
    let mut seen = BTreeSet::new();
    gaps.retain(|gap| seen.insert(gap.field.clone()));
    let document = Document {
        title: front.title,
        lang: "ru-RU".to_owned(),
        style: Style::Letter,
        date: input.letter.date,
        blocks,
        footer: None,
    };
    let warnings = warnings(template, input, &person, lang);
    Ok(Composed { document, template_version: front.version, blocks: views, gaps, warnings })
}

fn warnings(template: TemplateId, input: &LetterInput, person: &Person, lang: Lang) -> Vec<Warning> {
    let mut out = Vec::new();
    let mut warn = |code: &str, ru: String, en: String| {
        out.push(Warning { code: code.to_owned(), message: if lang == Lang::Ru { ru } else { en } });
    };
    if !person.named {
        warn(
            "name_missing",
            "Имя заявителя не указано: письмо адресовано по номеру обращения.".to_owned(),
            "The applicant's name is not known: the letter is addressed by the number of the case."
                .to_owned(),
        );
    } else if !person.gender_known {
        warn(
            "gender_unknown",
            "Пол заявителя по имени не определяется: обращение «Уважаемый заявитель!», имя в именительном падеже. Если \
             отчество известно, укажите его при заведении обращения."
                .to_owned(),
            "The applicant's gender does not follow from the name: a neutral salutation is used. If the patronymic is known, \
             give it when the case is registered."
                .to_owned(),
        );
    }
    if !person.addressed {
        warn(
            "address_missing",
            "Почтовый адрес заявителя не указан.".to_owned(),
            "The applicant's postal address is not known.".to_owned(),
        );
    }
    if let Some(due) = input.case.due_on.filter(|due| input.letter.date > *due) {
        let days = (input.letter.date - due).num_days();
        warn(
            "late",
            format!("Срок ответа истёк {}: дней просрочки — {days}.", ru_date(due)),
            format!("The term ended on {}: {days} days late.", ru_date(due)),
        );
    }
    if !input.case.kinds.contains(&Kind::Access) {
        warn(
            "no_access_demand",
            "В обращении нет требования о доступе к данным: это письмо отвечает на запрос по статье 14 Закона.".to_owned(),
            "The case has no demand of access: this letter answers a request under article 14.".to_owned(),
        );
    }
    if template == TemplateId::AccessAnswer {
        if input.namesake_disclosures > 0 {
            let n = input.namesake_disclosures;
            warn(
                "namesake_disclosures",
                format!(
                    "В реестре передач есть записи ({n}) на то же имя без совпадения телефона, почты, договора или даты \
                     рождения. В письмо они не вошли: проверьте, не об этом ли лице они."
                ),
                format!(
                    "The register of disclosures has {n} records under the same name without a matching telephone, e-mail, \
                     contract or birth date. They are not in the letter: check whether they are of this person."
                ),
            );
        }
        if !input.group_disclosures.is_empty() {
            warn(
                "group_disclosures",
                "Передачи групп субъектов вошли в письмо отдельно: проверьте, входит ли заявитель в эти группы.".to_owned(),
                "Disclosures of groups stand in the letter apart: check whether the applicant belongs to them.".to_owned(),
            );
        }
        for processor in &input.processors {
            if let (Some(name), Some(on)) = (&processor.name, processor.expired_on) {
                let (name, on) = (clean(name), ru_date(on));
                warn(
                    "contract_expired",
                    format!(
                        "Договор с обработчиком {name} истёк {on}: проверьте, обрабатывает ли он данные и сейчас."
                    ),
                    format!(
                        "The contract with {name} ran out on {on}: check whether it still processes data."
                    ),
                );
            }
        }
        let abroad = input.processors.iter().any(|p| p.abroad.is_some());
        if abroad && input.policy.cross_border.is_some() {
            warn(
                "cross_border_conflict",
                "Обработчик находится за границей, а политика говорит о трансграничной передаче иначе: в письме указан \
                 обработчик. Приведите политику в соответствие."
                    .to_owned(),
                "A processor is abroad, and the policy says otherwise: the letter names the processor. Bring the policy into \
                 line."
                    .to_owned(),
            );
        }
        for place in &input.kept_elsewhere {
            let place = clean(place);
            warn(
                "kept_elsewhere",
                format!("Данные хранятся также вне реестра: {place}. Дополните ими раздел 5."),
                format!("Data are also kept outside the register: {place}. Add them to section 5."),
            );
        }
    }
    out
}

impl Reader<'_> {
    fn line(&mut self, line: &str) {
        let line = line.trim();
        let after_blank = std::mem::replace(&mut self.blank, line.is_empty());
        if line.is_empty() {
            // Lists and tables go on over blank lines (where a loop stood in the template).
            self.end_text();
        } else if let Some(name) = line.strip_prefix(":::") {
            self.end_paragraph();
            let mut words = name.split_whitespace();
            let name = words.next().unwrap_or_default().to_owned();
            let option = words.next().unwrap_or_default().to_owned();
            self.directive(&name, &option);
        } else if let Some(text) = line.strip_prefix("## ") {
            self.end_section();
            let (title, item, source) = self.attributes(text);
            self.section = Some((self.blocks.len(), title.clone(), item.clone(), source.clone()));
            self.blocks.push(Block { content: Content::Subheading { text: title }, source, item });
        } else if let Some(text) = line.strip_prefix("# ") {
            self.end_section();
            let (title, ..) = self.attributes(text);
            self.frame("heading", "Заголовок", Content::Heading { text: title });
        } else if let Some(widths) = line.strip_prefix("{widths=").and_then(|w| w.strip_suffix('}')) {
            self.end_paragraph();
            self.widths = widths.split(',').filter_map(|w| w.trim().parse().ok()).collect();
        } else if line.starts_with('|') {
            self.end_text();
            self.table.push(line.to_owned());
        } else if let Some(item) = line.strip_prefix("- ") {
            self.item(false, item);
        } else if let Some(item) = ordered_item(line) {
            self.item(true, item);
        } else if let Some(note) = line.strip_prefix("> ") {
            self.end_paragraph();
            let runs = self.runs(note);
            self.push(Content::Note { text: joined(&runs) });
        } else if let Some((_, items)) = self.list.as_mut().filter(|_| !after_blank) {
            if let Some(last) = items.last_mut() {
                last.push(' ');
                last.push_str(line);
            }
        } else {
            self.end_table();
            if !self.paragraph.is_empty() {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(line);
        }
    }

    fn item(&mut self, ordered: bool, text: &str) {
        if !self.paragraph.is_empty() || !self.table.is_empty() {
            self.end_paragraph();
        }
        match &mut self.list {
            Some((kind, items)) if *kind == ordered => items.push(text.to_owned()),
            _ => {
                self.end_list();
                self.list = Some((ordered, vec![text.to_owned()]));
            }
        }
    }

    /// Ends an open paragraph or table.
    fn end_paragraph(&mut self) {
        self.end_text();
        self.end_table();
    }

    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        if !text.is_empty() {
            self.end_list();
            let runs = self.runs(&text);
            if runs.iter().any(|run| !run.text.trim().is_empty()) {
                self.push(Content::Paragraph { runs, indent: true });
            }
        }
    }

    fn end_list(&mut self) {
        if let Some((ordered, items)) = self.list.take() {
            let items: Vec<Vec<Run>> = items.iter().map(|item| self.runs(item)).collect();
            self.push(Content::List { ordered, items });
        }
    }

    fn end_table(&mut self) {
        let lines = std::mem::take(&mut self.table);
        let widths = if lines.is_empty() { return } else { std::mem::take(&mut self.widths) };
        self.end_list();
        let mut rows: Vec<Vec<String>> = lines.iter().map(|line| split_cells(line)).collect();
        let head = if rows.is_empty() { return } else { rows.remove(0) };
        let mut aligns = Vec::new();
        if rows.first().is_some_and(|row| {
            row.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| "-: ".contains(c)))
        }) {
            aligns = rows
                .remove(0)
                .iter()
                .map(|cell| match (cell.starts_with(':'), cell.ends_with(':')) {
                    (true, true) => Align::Center,
                    (false, true) => Align::Right,
                    _ => Align::Left,
                })
                .collect();
        }
        let columns = head
            .iter()
            .enumerate()
            .map(|(i, text)| {
                let runs = self.runs(text);
                Column::aligned(
                    joined(&runs),
                    widths.get(i).copied().unwrap_or(1.0),
                    aligns.get(i).copied().unwrap_or_default(),
                )
            })
            .collect();
        let rows = rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| {
                        let runs = self.runs(cell);
                        let text = joined(&runs);
                        let short = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
                        Cell { text, bold: runs.iter().any(|r| r.bold), nowrap: short }
                    })
                    .collect()
            })
            .collect();
        self.push(Content::Table { columns, rows });
    }

    fn push(&mut self, content: Content) {
        let (item, source) =
            self.section.as_ref().map_or((None, None), |(_, _, item, source)| (item.clone(), source.clone()));
        self.blocks.push(Block { content, source, item });
    }

    fn end_section(&mut self) {
        self.end_paragraph();
        self.end_list();
        let gaps = std::mem::take(&mut self.section_gaps);
        let Some((first, title, item, source)) = self.section.take() else {
            self.gaps.extend(gaps);
            return;
        };
        let text = plain(&self.blocks[first + 1..]);
        let id = item
            .as_ref()
            .map_or_else(|| format!("section_{}", first + 1), |i| format!("item_{}", i.replace('.', "_")));
        self.views.push(BlockView { id, title, item, source, text, gap: gaps.first().cloned() });
        self.gaps.extend(gaps);
    }

    /// A block of the letter's frame, with its view.
    fn frame(&mut self, id: &str, title: &str, content: Content) {
        let block = Block::from(content);
        let text = plain(std::slice::from_ref(&block));
        let gaps = std::mem::take(&mut self.section_gaps);
        self.views.push(BlockView {
            id: id.to_owned(),
            title: title.to_owned(),
            item: None,
            source: None,
            text,
            gap: gaps.first().cloned(),
        });
        self.gaps.extend(gaps);
        self.blocks.push(block);
    }

    fn shown_or_gap(&mut self, value: Option<&String>, path: &str) -> String {
        some(value).map(|text| typographic(&text)).unwrap_or_else(|| self.gap(path))
    }

    fn gap(&mut self, path: &str) -> String {
        let gap = gap_of(path);
        let text = format!("[не указано: {}]", gap.what_ru);
        self.section_gaps.push(gap);
        text
    }

    fn directive(&mut self, name: &str, option: &str) {
        if name != "page-break" {
            self.end_section();
        }
        let operator = &self.input.operator;
        match name {
            "letterhead" => {
                let long = self.shown_or_gap(operator.name.as_ref(), "operator.name");
                let address = self.shown_or_gap(operator.address.as_ref(), "operator.address");
                let short_name =
                    some(operator.short_name.as_ref()).map(|t| typographic(&t)).filter(|s| *s != long);
                let with = |label: &str, value: &Option<String>| {
                    some(value.as_ref()).map(|v| format!("{label} {v}"))
                };
                let reach: Vec<String> = [
                    with("тел.", &operator.phone),
                    with("эл. почта:", &operator.email),
                    some(operator.site.as_ref()),
                ]
                .into_iter()
                .flatten()
                .collect();
                let numbers: Vec<String> =
                    [with("ОГРН", &operator.ogrn), with("ИНН", &operator.inn), with("КПП", &operator.kpp)]
                        .into_iter()
                        .flatten()
                        .collect();
                let lines = [address, reach.join(", "), numbers.join(", ")]
                    .into_iter()
                    .filter(|l| !l.is_empty())
                    .collect();
                self.frame("letterhead", "Бланк", Content::Letterhead { name: long, short_name, lines });
            }
            "number-date" => {
                let case = &self.input.case;
                let in_reply_to = if option == "reply" {
                    Some((some(case.request_number.as_ref()), case.received_on))
                } else {
                    None
                };
                let number = some(self.input.letter.number.as_ref());
                let content = Content::NumberAndDate { number, date: self.input.letter.date, in_reply_to };
                self.frame("number_date", "Дата и номер", content);
            }
            "addressee" => {
                let lines =
                    if option == "name-only" { &self.person.name_only } else { &self.person.addressee };
                self.frame("addressee", "Адресат", Content::Addressee { lines: lines.clone() });
            }
            "salutation" => {
                let text = self.person.salutation.clone();
                self.frame("salutation", "Обращение", Content::Salutation { text });
            }
            "attachment" => {
                let given: Vec<String> = self
                    .input
                    .letter
                    .attachments
                    .iter()
                    .map(|l| clean(l))
                    .filter(|l| !l.is_empty())
                    .collect();
                let lines = match given.as_slice() {
                    [] => return,
                    [only] => vec![format!("Приложение: {only}")],
                    many => std::iter::once("Приложения:".to_owned())
                        .chain(many.iter().enumerate().map(|(i, l)| format!("{}. {l}", i + 1)))
                        .collect(),
                };
                self.frame("attachment", "Приложение", Content::Attachment { lines });
            }
            "signature" => {
                let name = match some(operator.signatory.name.as_ref()) {
                    Some(name) => initials_first(&name),
                    None => self.gap("operator.signatory.name"),
                };
                let post = some(operator.signatory.post.as_ref()).unwrap_or_default();
                let post = if post.is_empty() { String::new() } else { typographic(&post) };
                self.frame("signature", "Подпись", Content::Signature { post, name });
            }
            "executor" => {
                let Some(name) = some(operator.responsible.name.as_ref()) else { return };
                let mut lines = vec![format!("Исполнитель: {name}")];
                let reach: Vec<String> = [some(operator.phone.as_ref()), some(operator.email.as_ref())]
                    .into_iter()
                    .flatten()
                    .collect();
                if !reach.is_empty() {
                    lines.push(reach.join(", "));
                }
                self.frame("executor", "Исполнитель", Content::Executor { lines });
            }
            "page-break" => {
                self.end_paragraph();
                self.end_list();
                self.push(Content::PageBreak);
            }
            unknown => {
                let gap = gap_of(&format!("::: {unknown}"));
                self.gaps.push(gap);
            }
        }
    }

    /// Title and attributes of a heading: `Title {item=5 source="Register"}`.
    fn attributes(&mut self, text: &str) -> (String, Option<String>, Option<String>) {
        let (title, rest) = match (text.rfind('{'), text.trim_end().ends_with('}')) {
            (Some(at), true) => (&text[..at], text[at + 1..].trim_end().trim_end_matches('}')),
            _ => (text, ""),
        };
        let item =
            rest.split("item=").nth(1).map(|r| r.split_whitespace().next().unwrap_or_default().to_owned());
        let source = rest.split("source=\"").nth(1).and_then(|r| r.split('"').next()).map(ToOwned::to_owned);
        let source = source.map(|s| joined(&self.runs(&s)));
        let runs = self.runs(title);
        (joined(&runs), item.filter(|i| !i.is_empty()), source)
    }

    /// Runs of a line: `**bold**`, fenced values as text, gaps by name.
    fn runs(&mut self, text: &str) -> Vec<Run> {
        let mut out: Vec<Run> = Vec::new();
        let mut bold = false;
        let put = |out: &mut Vec<Run>, text: &str, bold: bool| match out.last_mut() {
            Some(run) if run.bold == bold => run.text.push_str(text),
            _ => out.push(Run { text: text.to_owned(), bold, italic: false }),
        };
        let mut rest = text;
        while !rest.is_empty() {
            let next = rest
                .find([VALUE.0, EXACT.0, SHOWN_GAP.0, SILENT_GAP.0])
                .into_iter()
                .chain(rest.find("**"))
                .min()
                .unwrap_or(rest.len());
            put(&mut out, &rest[..next], bold);
            rest = &rest[next..];
            if let Some(after) = rest.strip_prefix("**") {
                bold = !bold;
                rest = after;
                continue;
            }
            let Some(open) = rest.chars().next() else { break };
            let fence =
                [VALUE, EXACT, SHOWN_GAP, SILENT_GAP].into_iter().find(|f| f.0 == open).unwrap_or(VALUE);
            let inner = &rest[open.len_utf8()..];
            let end = inner.find(fence.1).unwrap_or(inner.len());
            let value = &inner[..end];
            match fence {
                SHOWN_GAP => {
                    let shown = self.gap(value);
                    put(&mut out, &shown, bold);
                }
                SILENT_GAP => self.section_gaps.push(gap_of(value)),
                EXACT => put(&mut out, value, bold),
                _ => put(&mut out, &typographic(value), bold),
            }
            rest = inner.get(end..).map(|r| r.trim_start_matches(fence.1)).unwrap_or_default();
        }
        if let Some(last) = out.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        out.retain(|run| !run.text.is_empty());
        out
    }
}

/// `1) text`
fn ordered_item(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 3 { None } else { line.get(digits..)?.strip_prefix(") ") }
}

/// Cells of a table row; a bar inside a fenced value does not part cells.
fn split_cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut cells = vec![String::new()];
    let mut fenced = false;
    for c in inner.chars() {
        match c {
            '\u{e000}' | '\u{e002}' | '\u{e004}' | '\u{e006}' => fenced = true,
            '\u{e001}' | '\u{e003}' | '\u{e005}' | '\u{e007}' => fenced = false,
            _ => {}
        }
        if c == '|' && !fenced {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn joined(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn plain(blocks: &[Block]) -> String {
    let document = Document {
        title: String::new(),
        lang: String::new(),
        style: Style::Letter,
        date: NaiveDate::default(),
        blocks: blocks.to_vec(),
        footer: None,
    };
    document.plain_text().trim_end().to_owned()
}
