//! The three lists agree: what the policy promises, what the contracts allow, what was in fact disclosed. One pure
//! function over them; each finding says what is wrong and how to mend it. Findings are by recipient, not by event:
//! a monthly upload outside a contract is one finding with its events.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use register::disclosures::Disclosure;
use register::processors::Processor;
use register::search::fold;
use register::words::RecipientKind;
use statute::{ContractPoint, Lang};

use crate::error::Result;
use crate::policy_file::{PolicyFile, Recipient, RecipientClass};
use crate::session::Session;
use crate::wire::{Finding, FindingArea, FindingsPage};

/// Other spellings of the same data: the first of a line stands for all. Folded.
const SAME_DATA: &[&[&str]] = &[
    &["фамилия, имя, отчество", "фио", "ф.и.о.", "ф. и. о.", "фамилия имя отчество", "имя"],
    &["номер телефона", "телефон", "номер мобильного телефона", "мобильный телефон", "контактный телефон"],
    &["адрес электронной почты", "e-mail", "email", "эл. почта", "электронная почта"],
    &["дата рождения", "день рождения"],
    &["содержание обращения", "текст обращения", "сведения о претензиях и обращениях"],
];

/// A name that can be compared: without quotes, case and doubled spaces.
fn name_key(name: &str) -> String {
    let plain: String = fold(name)
        .chars()
        .map(|c| if matches!(c, '«' | '»' | '"' | '“' | '”' | '„' | '\'') { ' ' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text_key(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', ';', ',']).to_owned()
}

/// The data that a policy knows, so that two spellings of one category are one.
struct Data<'a> {
    policy: &'a PolicyFile,
    /// Folded text -> id of the category.
    ids: BTreeMap<String, &'a str>,
}

impl<'a> Data<'a> {
    fn new(policy: &'a PolicyFile) -> Self {
        let mut ids = BTreeMap::new();
        for category in &policy.categories {
            let id = category.same_as.as_deref().unwrap_or(&category.id);
            ids.entry(canonical(&category.text)).or_insert(id);
        }
        for item in policy.recipients.iter().flat_map(|r| r.data.iter().flatten()) {
            if let [only] = item.categories.as_slice() {
                ids.entry(canonical(&item.text)).or_insert(only);
            }
        }
        Self { policy, ids }
    }

    /// What stands for this text: the id of the policy's category, or the text itself.
    fn key(&self, text: &str) -> String {
        let text = canonical(text);
        self.ids.get(&text).map_or(text, |id| format!("#{id}"))
    }

    fn knows(&self, text: &str) -> bool {
        self.ids.contains_key(&canonical(text))
    }

    /// The texts that none of the allowed ones covers.
    fn beyond(&self, texts: &[String], allowed: &BTreeSet<String>) -> Vec<String> {
        texts.iter().filter(|text| !allowed.contains(&self.key(text))).cloned().collect()
    }

    fn keys<'t>(&self, texts: impl Iterator<Item = &'t String>) -> BTreeSet<String> {
        texts.map(|text| self.key(text)).collect()
    }
}

fn canonical(text: &str) -> String {
    let key = text_key(text);
    SAME_DATA
        .iter()
        .find(|same| same.contains(&key.as_str()))
        .and_then(|same| same.first())
        .map_or(key, |first| (*first).to_owned())
}

/// Whether two purposes are the same, or one says the other more closely.
pub(crate) fn same_purpose(a: &str, b: &str) -> bool {
    let (a, b) = (text_key(a), text_key(b));
    !a.is_empty() && !b.is_empty() && (a.contains(&b) || b.contains(&a))
}

fn dotted(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// What is compared.
pub struct Lists<'a> {
    pub policy: &'a PolicyFile,
    pub processors: &'a [Processor],
    /// Newest first.
    pub disclosures: &'a [Disclosure],
    pub today: NaiveDate,
    pub lang: Lang,
}

struct Checker<'a> {
    lists: &'a Lists<'a>,
    data: Data<'a>,
    found: Vec<Finding>,
}

/// Both languages of a sentence.
struct Said(String, String);

fn said(ru: impl Into<String>, en: impl Into<String>) -> Said {
    Said(ru.into(), en.into())
}

/// What a finding is about, beside its words.
#[derive(Default)]
struct About {
    processor: Option<i64>,
    disclosures: Vec<i64>,
    missing: Vec<String>,
    policy_line: Option<String>,
}

impl Checker<'_> {
    fn pick(&self, said: Said) -> String {
        if self.lists.lang == Lang::Ru { said.0 } else { said.1 }
    }

    fn find(&mut self, code: &str, area: FindingArea, subject: &str, message: Said, fix: Said, about: About) {
        let (message, fix) = (self.pick(message), self.pick(fix));
        self.found.push(Finding {
            code: code.to_owned(),
            area,
            subject: subject.to_owned(),
            message,
            fix,
            processor: about.processor.map(|id| id.to_string()),
            disclosures: about.disclosures.iter().map(ToString::to_string).collect(),
            missing: about.missing,
            policy_line: about.policy_line,
        });
    }

    /// «из 12 передач, последняя 02.03.2026».
    fn span(events: &[&Disclosure]) -> Said {
        let last = events.iter().map(|e| e.date).max().map(dotted).unwrap_or_default();
        match events.len() {
            1 => said(format!("передача {last}"), format!("the disclosure of {last}")),
            n => {
                said(format!("передач {n}, последняя {last}"), format!("{n} disclosures, the last of {last}"))
            }
        }
    }

    fn policy_clauses(&self, class: RecipientClass) -> String {
        let clauses: Vec<&str> = self
            .lists
            .policy
            .recipients
            .iter()
            .filter(|r| r.classes.contains(&class))
            .map(|r| r.clause.as_str())
            .collect();
        clauses.join(", ")
    }

    /// Names that the policy gives, for recipients of a class.
    fn policy_names(&self, class: RecipientClass) -> BTreeSet<String> {
        let of_class = self.lists.policy.recipients.iter().filter(|r| r.classes.contains(&class));
        of_class.flat_map(|r| r.names.iter()).map(|n| name_key(n)).collect()
    }

    fn policy(&mut self) {
        let policy = self.lists.policy;
        if policy.recipients.is_empty() && policy.purposes.is_empty() {
            let subject = self.pick(said("Политика", "Policy"));
            self.find(
                "policy_missing",
                FindingArea::Policy,
                &subject,
                said(
                    "Политика оператора в реестр не внесена: сверить с ней договоры и передачи нельзя.",
                    "The operator's policy is not in the register: contracts and disclosures cannot be compared with it.",
                ),
                said("Внесите опубликованную политику.", "Enter the published policy."),
                About::default(),
            );
            return;
        }
        let known: BTreeSet<String> = self.lists.processors.iter().map(|p| name_key(&p.name)).collect();
        for recipient in
            policy.recipients.iter().filter(|r| r.contract || r.classes.contains(&RecipientClass::Processor))
        {
            for name in recipient.names.iter().filter(|n| !known.contains(&name_key(n))) {
                self.find(
                    "policy_recipient_without_contract",
                    FindingArea::Policy,
                    name,
                    said(
                        format!("Политика (п. {}) называет обработчика, договора с ним в реестре нет.", recipient.clause),
                        format!("The policy (clause {}) names this processor; the register has no contract with it.", recipient.clause),
                    ),
                    said(
                        "Внесите договор поручения или исключите наименование из политики.",
                        "Enter the contract, or take the name out of the policy.",
                    ),
                    About { missing: recipient.cases.clone(), ..About::default() },
                );
            }
        }
    }

    fn processors(&mut self) {
        let named = self.policy_names(RecipientClass::Processor);
        for processor in self.lists.processors {
            self.contract(processor);
            self.contract_and_policy(processor, &named);
        }
    }

    fn contract(&mut self, processor: &Processor) {
        let about = || About { processor: Some(processor.id), ..About::default() };
        let name = processor.name.as_str();
        let lang = self.lists.lang;
        let state =
            |p: &ContractPoint| processor.checklist.get(p.as_str()).map_or("unknown", |s| s.state.as_str());
        let open: Vec<&ContractPoint> = ContractPoint::ALL.iter().filter(|p| state(p) != "met").collect();
        if !open.is_empty() {
            let words = |wanted: bool| {
                let texts = open.iter().filter(|p| (state(p) == "not_met") == wanted);
                let lead = |ru: &str| {
                    ru.trim_start_matches("установлена ")
                        .trim_start_matches("определён ")
                        .trim_start_matches("определены ")
                        .to_owned()
                };
                texts.map(|p| lead(p.text(lang))).collect::<Vec<_>>().join("; ")
            };
            let (no, unknown) = (words(true), words(false));
            let mut ru = format!(
                "Подтверждено {} из {} пунктов ст. 6 ч. 3.",
                ContractPoint::ALL.len() - open.len(),
                ContractPoint::ALL.len()
            );
            let mut en = format!(
                "{} of {} points of art. 6 p. 3 are confirmed.",
                ContractPoint::ALL.len() - open.len(),
                ContractPoint::ALL.len()
            );
            if !no.is_empty() {
                ru.push_str(&format!(" Нет: {no}."));
                en.push_str(&format!(" Not met: {no}."));
            }
            if !unknown.is_empty() {
                ru.push_str(&format!(" Неизвестно: {unknown}."));
                en.push_str(&format!(" Unknown: {unknown}."));
            }
            self.find(
                "contract_gaps",
                FindingArea::Processors,
                name,
                said(ru, en),
                said(
                    "Проверьте договор и отметьте пункты; недостающие внесите дополнительным соглашением.",
                    "Check the contract and mark the points; add what is missing by a supplementary agreement.",
                ),
                about(),
            );
        }
        let today = self.lists.today;
        let mut lacks = |code: &str, absent: bool, message: Said, fix: Said| {
            if absent {
                self.find(code, FindingArea::Processors, name, message, fix, about());
            }
        };
        lacks(
            "contract_missing",
            processor.contract_number.is_none() && processor.contract_date.is_none(),
            said(
                "Договор поручения не указан: нет ни номера, ни даты.",
                "No contract is given: neither number nor date.",
            ),
            said(
                "Укажите номер и дату договора (ст. 6 ч. 3).",
                "Give the number and the date of the contract (art. 6 p. 3).",
            ),
        );
        let ended = processor.contract_until.filter(|until| *until < today);
        let until = ended.map(dotted).unwrap_or_default();
        lacks(
            "contract_expired",
            ended.is_some(),
            said(format!("Договор истёк {until}."), format!("The contract ended on {until}.")),
            said(
                "Продлите договор и исправьте срок, либо прекратите передачи и получите подтверждение уничтожения данных.",
                "Prolong the contract and correct its term, or stop disclosing and get the destruction of the data confirmed.",
            ),
        );
        lacks(
            "processor_address_missing",
            processor.address.is_none(),
            said("Адрес обработчика не указан.", "The processor's address is missing."),
            said(
                "Укажите адрес: без него ответ по ст. 14 ч. 7 п. 9 неполон.",
                "Give the address: an answer under art. 14 p. 7 item 9 lacks it.",
            ),
        );
        lacks(
            "contract_purposes_missing",
            processor.purposes.is_empty(),
            said(
                "Цели поручения не указаны: сверить с ними передачи нельзя.",
                "The purposes are missing: disclosures cannot be compared with them.",
            ),
            said("Перенесите цели из договора.", "Copy the purposes from the contract."),
        );
        lacks(
            "contract_data_missing",
            processor.data.is_empty(),
            said(
                "Перечень данных поручения не указан: сверить с ним передачи нельзя.",
                "The list of data is missing: disclosures cannot be compared with it.",
            ),
            said("Перенесите перечень данных из договора.", "Copy the list of data from the contract."),
        );
    }

    fn contract_and_policy(&mut self, processor: &Processor, named: &BTreeSet<String>) {
        let policy = self.lists.policy;
        if policy.recipients.is_empty() && policy.purposes.is_empty() {
            return;
        }
        let name = processor.name.as_str();
        let about = || About { processor: Some(processor.id), ..About::default() };
        if !named.contains(&name_key(name)) {
            let clauses = self.policy_clauses(RecipientClass::Processor);
            let message = if clauses.is_empty() {
                said(
                    "Политика не предусматривает поручения обработки.",
                    "The policy does not provide for processors.",
                )
            } else {
                said(
                    format!("Политика допускает поручение (п. {clauses}), но этого обработчика не называет."),
                    format!(
                        "The policy provides for processors (clause {clauses}) and does not name this one."
                    ),
                )
            };
            let line = [
                Some(name.to_owned()),
                processor.address.clone(),
                Some(processor.purposes.join("; ")),
                Some(processor.data.join(", ")),
            ];
            let line: Vec<String> = line.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            self.find(
                "processor_not_in_policy",
                FindingArea::Processors,
                name,
                message,
                said(
                    "Дополните перечень обработчиков, опубликованный с политикой: субъект вправе знать, кому поручена обработка (ст. 14 ч. 7 п. 9).",
                    "Add it to the list of processors published with the policy: the subject may know who processes (art. 14 p. 7 item 9).",
                ),
                About { policy_line: Some(line.join(" — ")), ..about() },
            );
        }
        let purposes: Vec<&String> = policy
            .purposes
            .iter()
            .map(|p| &p.text)
            .chain(
                policy
                    .recipients
                    .iter()
                    .filter(|r| r.classes.contains(&RecipientClass::Processor))
                    .flat_map(|r| r.cases.iter()),
            )
            .collect();
        let missing: Vec<String> = processor
            .purposes
            .iter()
            .filter(|p| !purposes.iter().any(|known| same_purpose(p, known)))
            .cloned()
            .collect();
        if !missing.is_empty() {
            self.find(
                "purpose_not_in_policy",
                FindingArea::Processors,
                name,
                said(
                    format!("Цель поручения в политике не названа: {}.", missing.join("; ")),
                    format!("The policy does not name this purpose of the contract: {}.", missing.join("; ")),
                ),
                said(
                    "Назовите цель так же, как в политике, либо дополните политику (ст. 5 ч. 2).",
                    "Name the purpose as the policy does, or add it to the policy (art. 5 p. 2).",
                ),
                About { policy_line: Some(missing.join("; ")), missing, ..about() },
            );
        }
        let missing: Vec<String> =
            processor.data.iter().filter(|text| !self.data.knows(text)).cloned().collect();
        if !missing.is_empty() && !self.data.policy.categories.is_empty() {
            self.find(
                "data_not_in_policy",
                FindingArea::Processors,
                name,
                said(
                    format!("Таких данных нет в перечне политики: {}.", missing.join(", ")),
                    format!("The policy's list has no such data: {}.", missing.join(", ")),
                ),
                said(
                    "Назовите данные так же, как в политике, либо дополните её перечень.",
                    "Name the data as the policy does, or add to its list.",
                ),
                About { policy_line: Some(missing.join(", ")), missing, ..about() },
            );
        }
        let abroad = processor.country.as_deref().filter(|code| *code != "RU");
        if let (Some(code), Some(statement)) =
            (abroad, policy.cross_border.as_ref().filter(|c| !c.transferred))
        {
            self.find(
                "country_against_policy",
                FindingArea::Processors,
                name,
                said(
                    format!("Обработчик за рубежом ({code}), а политика (п. {}) говорит, что трансграничной передачи нет.", statement.clause),
                    format!("The processor is abroad ({code}); the policy (clause {}) says that nothing is transferred across the border.", statement.clause),
                ),
                said(
                    "Проверьте страну; если она верна, уведомите Роскомнадзор (ст. 12 ч. 3) и исправьте политику.",
                    "Check the country; if it is right, notify Roskomnadzor (art. 12 p. 3) and correct the policy.",
                ),
                about(),
            );
        }
    }

    fn disclosures(&mut self) {
        // By recipient and kind, in the order of the newest event.
        let mut order: Vec<(String, RecipientKind)> = Vec::new();
        let mut groups: BTreeMap<(String, RecipientKind), Vec<&Disclosure>> = BTreeMap::new();
        for event in self.lists.disclosures {
            let key = (name_key(&event.recipient), event.kind);
            let group = groups.entry(key.clone()).or_default();
            if group.is_empty() {
                order.push(key);
            }
            group.push(event);
        }
        for key in order {
            let Some(events) = groups.get(&key) else { continue };
            match key.1 {
                RecipientKind::Processor => {
                    let processor = self.lists.processors.iter().find(|p| name_key(&p.name) == key.0);
                    match processor {
                        None => self.without_contract(events),
                        Some(processor) => self.beyond_contract(processor, events),
                    }
                }
                RecipientKind::IndependentOperator => self.independent_operator(&key.0, events),
                RecipientKind::StateBody => {
                    self.class_in_policy(RecipientClass::StateBody, events);
                }
                RecipientKind::Court => {
                    self.class_in_policy(RecipientClass::Court, events);
                }
                // Acts for the subject: no third party.
                RecipientKind::Representative => {}
            }
        }
    }

    fn without_contract(&mut self, events: &[&Disclosure]) {
        let Some(first) = events.first() else { return };
        let Said(ru, en) = Self::span(events);
        self.find(
            "recipient_without_contract",
            FindingArea::Disclosures,
            &first.recipient,
            said(
                format!("Данные переданы как обработчику ({ru}), договора поручения в реестре нет."),
                format!("Data went to it as to a processor ({en}); the register has no contract."),
            ),
            said(
                "Внесите договор поручения, либо исправьте получателя или его вид в передаче (ст. 6 ч. 3).",
                "Enter the contract, or correct the recipient or its kind in the disclosure (art. 6 p. 3).",
            ),
            About { disclosures: ids(events), ..About::default() },
        );
    }

    fn beyond_contract(&mut self, processor: &Processor, events: &[&Disclosure]) {
        let name = processor.name.as_str();
        let about = |events: &[&Disclosure], missing: Vec<String>| About {
            processor: Some(processor.id),
            disclosures: ids(events),
            missing,
            policy_line: None,
        };
        let contract = crate::register_forms::contract_words(processor, self.lists.lang)
            .unwrap_or_else(|| self.pick(said("договор без номера", "a contract without a number")));
        let early: Vec<&Disclosure> = events
            .iter()
            .filter(|e| processor.contract_date.is_some_and(|day| e.date < day))
            .copied()
            .collect();
        let late: Vec<&Disclosure> = events
            .iter()
            .filter(|e| processor.contract_until.is_some_and(|day| e.date > day))
            .copied()
            .collect();
        for (outside, day, ended) in
            [(early, processor.contract_date, false), (late, processor.contract_until, true)]
        {
            let (Some(day), false) = (day, outside.is_empty()) else { continue };
            let Said(ru, en) = Self::span(&outside);
            let message = if ended {
                said(
                    format!("Данные переданы после окончания договора {} ({ru}).", dotted(day)),
                    format!("Data went after the contract had ended on {} ({en}).", dotted(day)),
                )
            } else {
                said(
                    format!("Данные переданы до даты договора {} ({ru}).", dotted(day)),
                    format!("Data went before the date of the contract, {} ({en}).", dotted(day)),
                )
            };
            self.find(
                "contract_out_of_date",
                FindingArea::Disclosures,
                name,
                message,
                said(
                    "Исправьте срок договора, если он продлён или заключён раньше, либо дату передачи.",
                    "Correct the term of the contract if it was prolonged or made earlier, or the date of the disclosure.",
                ),
                about(&outside, Vec::new()),
            );
        }
        if !processor.data.is_empty() {
            let allowed = self.data.keys(processor.data.iter());
            let (outside, missing) = self.outside(events, |e| self.data.beyond(&e.data, &allowed));
            if !outside.is_empty() {
                let Said(ru, en) = Self::span(&outside);
                let list = missing.join(", ");
                self.find(
                    "data_beyond_contract",
                    FindingArea::Disclosures,
                    name,
                    said(
                        format!("Передано сверх поручения: {list} ({ru}). В перечне данных ({contract}) этого нет."),
                        format!("Disclosed beyond the contract: {list} ({en}). The list of data ({contract}) lacks it."),
                    ),
                    said("Дополните договор или исправьте запись о передаче.", "Add to the contract, or correct the disclosure."),
                    about(&outside, missing),
                );
            }
        }
        if !processor.purposes.is_empty() {
            let (outside, missing) = self.outside(events, |e| {
                if processor.purposes.iter().any(|p| same_purpose(p, &e.purpose)) {
                    Vec::new()
                } else {
                    vec![e.purpose.clone()]
                }
            });
            if !outside.is_empty() {
                let Said(ru, en) = Self::span(&outside);
                let list = missing.join("; ");
                self.find(
                    "purpose_beyond_contract",
                    FindingArea::Disclosures,
                    name,
                    said(
                        format!("Цель передачи в поручении не названа: {list} ({ru}). Цели ({contract}): {}.", processor.purposes.join("; ")),
                        format!("The contract does not name this purpose: {list} ({en}). Its purposes ({contract}): {}.", processor.purposes.join("; ")),
                    ),
                    said("Дополните договор или исправьте цель в записи о передаче.", "Add to the contract, or correct the purpose of the disclosure."),
                    about(&outside, missing),
                );
            }
        }
    }

    /// The events for which something is missing, and all that is missing, each once.
    fn outside<'e>(
        &self,
        events: &[&'e Disclosure],
        missing: impl Fn(&Disclosure) -> Vec<String>,
    ) -> (Vec<&'e Disclosure>, Vec<String>) {
        let mut outside = Vec::new();
        let mut texts: Vec<String> = Vec::new();
        for event in events {
            let lacks = missing(event);
            if lacks.is_empty() {
                continue;
            }
            outside.push(*event);
            for text in lacks {
                if !texts.iter().any(|known| self.data.key(known) == self.data.key(&text)) {
                    texts.push(text);
                }
            }
        }
        (outside, texts)
    }

    /// A recipient that decides itself what it does with the data: the policy must allow it, name it, and hold the data.
    fn independent_operator(&mut self, key: &str, events: &[&Disclosure]) {
        if !self.class_in_policy(RecipientClass::IndependentOperator, events) {
            return;
        }
        let Some(first) = events.first() else { return };
        let clauses = self.policy_clauses(RecipientClass::IndependentOperator);
        if !self.policy_names(RecipientClass::IndependentOperator).contains(key) {
            let Said(ru, en) = Self::span(events);
            self.find(
                "recipient_not_in_policy",
                FindingArea::Disclosures,
                &first.recipient,
                said(
                    format!("Данные переданы ({ru}), а политика (п. {clauses}) этого получателя не называет."),
                    format!("Data went to it ({en}); the policy (clause {clauses}) does not name this recipient."),
                ),
                said(
                    "Дополните перечень получателей в политике; до этого передавайте только с согласия, в котором получатель назван (ст. 7).",
                    "Add it to the policy's list; until then disclose only with a consent that names the recipient (art. 7).",
                ),
                About { disclosures: ids(events), policy_line: Some(first.recipient.clone()), ..About::default() },
            );
        }
        let policy = self.lists.policy;
        let rules: Vec<&Recipient> = policy
            .recipients
            .iter()
            .filter(|r| r.classes.contains(&RecipientClass::IndependentOperator))
            .collect();
        for rule in &rules {
            let under: Vec<&Disclosure> = events
                .iter()
                .filter(|e| rule_of(&rules, e).is_some_and(|r| r.id == rule.id))
                .copied()
                .collect();
            if under.is_empty() {
                continue;
            }
            if let Some(items) = &rule.data {
                let mut allowed = BTreeSet::new();
                for item in items {
                    allowed.insert(self.data.key(&item.text));
                    allowed.extend(item.categories.iter().map(|id| format!("#{id}")));
                }
                let (outside, missing) = self.outside(&under, |e| self.data.beyond(&e.data, &allowed));
                if !outside.is_empty() {
                    let Said(ru, en) = Self::span(&outside);
                    let list = missing.join(", ");
                    let only = items.iter().map(|i| i.text.as_str()).collect::<Vec<_>>().join("; ");
                    self.find(
                        "data_beyond_policy",
                        FindingArea::Disclosures,
                        &first.recipient,
                        said(
                            format!("Передано сверх п. {} политики: {list} ({ru}). Передавать можно только: {only}.", rule.clause),
                            format!("Disclosed beyond clause {} of the policy: {list} ({en}). Only these may go: {only}.", rule.clause),
                        ),
                        said(
                            "Прекратите передачу этих данных и потребуйте их уничтожить, либо исправьте запись.",
                            "Stop disclosing this data and demand its destruction, or correct the record.",
                        ),
                        About { disclosures: ids(&outside), missing, ..About::default() },
                    );
                }
            }
            if !rule.cases.is_empty() {
                let known = |e: &Disclosure| {
                    rule.cases
                        .iter()
                        .chain(policy.purposes.iter().map(|p| &p.text))
                        .any(|p| same_purpose(p, &e.purpose))
                };
                let (outside, missing) =
                    self.outside(&under, |e| if known(e) { Vec::new() } else { vec![e.purpose.clone()] });
                if !outside.is_empty() {
                    let Said(ru, en) = Self::span(&outside);
                    let list = missing.join("; ");
                    self.find(
                        "purpose_beyond_policy",
                        FindingArea::Disclosures,
                        &first.recipient,
                        said(
                            format!("Цель передачи в п. {} политики не названа: {list} ({ru}).", rule.clause),
                            format!("Clause {} of the policy does not name this purpose: {list} ({en}).", rule.clause),
                        ),
                        said(
                            "Назовите цель так же, как в политике; если это другая цель, нужно отдельное основание (ст. 5 ч. 2).",
                            "Name the purpose as the policy does; if it is another one, it needs a ground of its own (art. 5 p. 2).",
                        ),
                        About { disclosures: ids(&outside), missing, ..About::default() },
                    );
                }
            }
        }
    }

    /// Whether the policy speaks of such recipients at all; a finding if it does not.
    fn class_in_policy(&mut self, class: RecipientClass, events: &[&Disclosure]) -> bool {
        let policy = self.lists.policy;
        let Some(first) = events.first() else { return false };
        if policy.recipients.is_empty() {
            return false;
        }
        if policy.recipients.iter().any(|r| r.classes.contains(&class)) {
            return true;
        }
        let Said(ru, en) = Self::span(events);
        self.find(
            "recipient_not_in_policy",
            FindingArea::Disclosures,
            &first.recipient,
            said(
                format!("Данные переданы ({ru}), а политика такой передачи не предусматривает."),
                format!("Data went to it ({en}); the policy does not provide for such disclosures."),
            ),
            said(
                "Дополните политику или исправьте вид получателя в записи.",
                "Add to the policy, or correct the kind of recipient.",
            ),
            About {
                disclosures: ids(events),
                policy_line: Some(first.recipient.clone()),
                ..About::default()
            },
        );
        false
    }
}

/// The clause under which data went to an independent operator: the one that the ground or the purpose names, else
/// the one whose cases hold the purpose, else the strictest, which lists the data.
fn rule_of<'r>(rules: &[&'r Recipient], event: &Disclosure) -> Option<&'r Recipient> {
    let names = |rule: &&&Recipient| {
        let clause = rule.clause.as_str();
        [&event.ground, &event.purpose].iter().any(|text| {
            text.match_indices(clause).any(|(at, _)| {
                // «4.5» is not in «4.5.1» or «14.5».
                let before = text.get(..at).and_then(|t| t.chars().next_back());
                let after: String =
                    text.get(at + clause.len()..).unwrap_or_default().chars().take(2).collect();
                let inside = before.is_some_and(|c| c.is_ascii_digit() || c == '.')
                    || after.starts_with(|c: char| c.is_ascii_digit())
                    || (after.starts_with('.') && after.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
                // «п. 4.5 политики», never «ст. 4.5»: the law's articles are cited as «ст.».
                !inside && text.get(..at).is_some_and(|t| t.trim_end().ends_with("п."))
            })
        })
    };
    rules
        .iter()
        .find(names)
        .or_else(|| rules.iter().find(|r| r.cases.iter().any(|case| same_purpose(case, &event.purpose))))
        .or_else(|| rules.iter().find(|r| r.data.is_some()))
        .or_else(|| rules.first())
        .copied()
}

fn ids(events: &[&Disclosure]) -> Vec<i64> {
    events.iter().map(|event| event.id).collect()
}

/// Where the three lists do not agree: the policy, then the contracts, then the disclosures.
#[must_use]
pub fn check(lists: &Lists<'_>) -> Vec<Finding> {
    let mut checker = Checker { lists, data: Data::new(lists.policy), found: Vec::new() };
    checker.policy();
    checker.processors();
    checker.disclosures();
    checker.found
}

/// The check of the register as it stands.
///
/// # Errors
/// Reading the register.
pub fn findings(session: &Session) -> Result<FindingsPage> {
    let processors = register::processors::list(session.read())?;
    let disclosures = register::disclosures::list(session.read())?;
    let findings = check(&Lists {
        policy: &session.policy_file,
        processors: &processors,
        disclosures: &disclosures,
        today: session.today(),
        lang: session.lang(),
    });
    Ok(FindingsPage { findings })
}

/// Findings of some of the lists only, as `otvet processors check` and `otvet disclosures check` print them.
///
/// # Errors
/// Reading the register.
pub fn findings_of(session: &Session, areas: &[FindingArea]) -> Result<FindingsPage> {
    let mut page = findings(session)?;
    page.findings.retain(|finding| areas.contains(&finding.area));
    Ok(page)
}

#[cfg(test)]
mod tests;
