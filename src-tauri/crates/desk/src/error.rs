//! The one error that crosses the edge. Variants are by what a person can do about it; the words for each, in both
//! languages, are here, in one exhaustive `match`, so that the window and `otvet` say the same.

use chrono::NaiveDate;
use register::{OpenError, RegisterError};
use statute::Lang;

use crate::toml_problem::TomlProblem;
use crate::wire::{Severity, WireError};

/// Why a use case was not done. Personal data stands in typed fields only where the person typed it.
#[derive(Debug)]
pub enum DeskError {
    Locked,
    VaultMissing {
        path: String,
    },
    NotAVault {
        path: String,
    },
    VaultExists {
        path: String,
    },
    WrongSecret {
        recovery: bool,
    },
    KeysDamaged,
    KeysAltered,
    NewerVault,
    OpenElsewhere {
        who: String,
    },
    PlaintextDatabase,
    NoCipher,
    DatabaseUnreadable,
    ForeignDatabase,
    DatabaseMissing,
    OlderCopy {
        here: u64,
        remembered: u64,
    },
    PassphraseTooShort {
        minimum: u32,
    },
    PassphraseMissing,
    PassphraseDiffers,
    RecoveryTypo,
    RecoveryMismatch,
    NothingPrepared,
    NotFound {
        what: NotFound,
        name: String,
    },
    ImportRunning,
    DiskFull,
    ReadOnly,
    Damaged,
    ChangedBehindUs,
    /// A file could not be read or written.
    File {
        doing: FileAct,
        path: String,
        reason: String,
    },
    WouldOverwrite {
        path: String,
    },
    FolderNotEmpty {
        path: String,
    },
    /// The spreadsheet could not be read: said by `intake`.
    Intake {
        code: String,
        message: String,
        hint: String,
        file: String,
    },
    MappingNeeded {
        missing: Missing,
        columns: Vec<String>,
    },
    UnknownField {
        field: String,
    },
    UnknownColumn {
        letter: String,
    },
    FileGone,
    FileChanged,
    RowsRejected {
        rows: u32,
    },
    Cancelled,
    IdentityMissing,
    OperatorIncomplete {
        what: Vec<String>,
    },
    LetterGap {
        code: String,
        what: String,
        fix: String,
    },
    TemplateUnknown {
        template: String,
    },
    TemplateLater {
        template: String,
    },
    /// A field of a form or an option of the command line.
    Field {
        field: &'static str,
        problem: FieldProblem,
    },
    /// A TOML file: line and column from 1, and what is wrong there.
    Toml {
        place: Option<(usize, usize)>,
        problem: TomlProblem,
    },
    /// A record was changed after the form with it was opened.
    EditedSince,
    /// A processor that disclosures name cannot be removed.
    ProcessorInUse {
        disclosures: u32,
    },
    /// No act is kept that could be taken back.
    NothingToUndo,
    /// What would be taken back was changed since.
    ChangedSince {
        /// The act that was to be taken back: what, which record.
        wanted: Option<String>,
        /// What was done with the record later.
        by: Option<String>,
        /// What the next undo would take back.
        next: Option<String>,
    },
    DemandNotOpen {
        kind: String,
    },
    ExtensionNotAllowed {
        why: String,
    },
    /// A case has this very file already.
    AttachmentKnown {
        case: String,
        name: String,
    },
    TooManyAttachments {
        limit: usize,
    },
    /// A file does not say all that a case needs: the fields that must be given beside it.
    CaseIncomplete {
        missing: Vec<&'static str>,
    },
    /// The notice would leave after the first term.
    ExtensionTooLate {
        until: NaiveDate,
    },
    /// More working days than the law allows.
    ExtensionTooLong {
        latest: NaiveDate,
        article_ru: &'static str,
        article: &'static str,
    },
    /// The case has a demand of this kind already.
    DemandKnown {
        field: &'static str,
        kind: String,
        closed_on: Option<NaiveDate>,
    },
    /// The last open demand is struck out only with what the case is instead.
    LastDemand {
        kind: String,
    },
    CaseJoined {
        number: String,
        to: String,
    },
    /// The processing after a withdrawal of consent was recorded as stopped already.
    AlreadyStopped {
        number: String,
        on: chrono::NaiveDate,
    },
    JoinItself {
        number: String,
    },
    /// Two cases may be of different persons: number and name of each.
    NamesDiffer {
        first: (String, Option<String>),
        second: (String, Option<String>),
    },
    /// The first case has the demand closed, the second has it open.
    JoinWouldLose {
        kind: String,
        first: String,
        second: String,
    },
    RuleKnown {
        id: String,
    },
    /// The command is part of the design and not built yet.
    NotYet {
        command: String,
    },
    Internal {
        incident: String,
    },
}

/// What was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFound {
    Case,
    Letter,
    Run,
    Processor,
    Disclosure,
    Purpose,
    Rule,
    Attachment,
    Record,
}

/// What was done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileAct {
    Reading,
    Writing,
}

/// Which column an import lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Date,
    Person,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    Empty,
    TooLong {
        limit: usize,
    },
    NotADate,
    InTheFuture {
        today: NaiveDate,
    },
    NotAPhone,
    NotAnEmail,
    Unknown {
        value: String,
        allowed: Vec<String>,
    },
    NeedsNobody,
    NotAWord {
        word: String,
    },
    TooMany {
        limit: usize,
    },
    /// A number mask without a counter, or with two.
    MaskCounter,
    /// A part of a number mask that means nothing.
    MaskPart {
        value: String,
    },
    OutOfRange {
        from: String,
        to: String,
    },
    /// More rows than a sheet of a workbook holds.
    TooManyRows {
        limit: u32,
    },
    /// A record that is equal in what must differ is there already.
    Known,
    /// Earlier than the date that begins it.
    BeforeStart {
        start: NaiveDate,
    },
}

/// The result of a use case.
pub type Result<T> = std::result::Result<T, DeskError>;

struct Words {
    code: &'static str,
    severity: Severity,
    ru: String,
    hint_ru: String,
    en: String,
    hint_en: String,
    place: Option<String>,
}

fn w(
    code: &'static str,
    severity: Severity,
    ru: impl Into<String>,
    hint_ru: impl Into<String>,
    en: impl Into<String>,
    hint_en: impl Into<String>,
) -> Words {
    Words {
        code,
        severity,
        ru: ru.into(),
        hint_ru: hint_ru.into(),
        en: en.into(),
        hint_en: hint_en.into(),
        place: None,
    }
}

impl Words {
    fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }
}

const UNCHANGED: (&str, &str) = ("Реестр не изменён.", "The register is unchanged.");

impl DeskError {
    /// The closed word that scripts and the page branch on.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Intake { code, .. } | Self::LetterGap { code, .. } => code.clone(),
            other => other.words(Lang::Ru).code.to_owned(),
        }
    }

    /// Wrong usage, as opposed to something that could not be done: exit status 2.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::NotYet { .. }
                | Self::UnknownField { .. }
                | Self::UnknownColumn { .. }
                | Self::TemplateUnknown { .. }
        )
    }

    /// As a person reads it.
    #[must_use]
    pub fn wire(&self, lang: Lang) -> WireError {
        let words = self.words(lang);
        let (message, hint) = match lang {
            Lang::Ru => (words.ru, words.hint_ru),
            Lang::En => (words.en, words.hint_en),
        };
        let incident = if let Self::Internal { incident } = self { Some(incident.clone()) } else { None };
        WireError { code: self.code(), message, hint, place: words.place, severity: words.severity, incident }
    }

    #[allow(clippy::too_many_lines)]
    fn words(&self, lang: Lang) -> Words {
        use Severity::{Damage, Input, Internal, Limit, Precondition};
        let unchanged = match lang {
            Lang::Ru => UNCHANGED.0,
            Lang::En => UNCHANGED.1,
        };
        match self {
            Self::Locked => w(
                "locked",
                Precondition,
                "Хранилище закрыто",
                "Откройте хранилище парольной фразой.",
                "The vault is locked",
                "Open the vault with its passphrase.",
            ),
            Self::VaultMissing { path } => w(
                "vault_missing",
                Precondition,
                "Не указано хранилище",
                "Укажите папку хранилища: --vault ПАПКА или переменная OTVET_VAULT.",
                "No vault was named",
                "Give the vault's folder: --vault DIR or the variable OTVET_VAULT.",
            )
            .at(path.clone()),
            Self::NotAVault { path } => w(
                "not_a_vault",
                Input,
                "В этой папке нет хранилища",
                "Выберите папку, в которой лежит файл vault.keys, или создайте новое хранилище.",
                "There is no vault in this folder",
                "Choose the folder that holds the file vault.keys, or create a new vault.",
            )
            .at(path.clone()),
            Self::VaultExists { path } => w(
                "vault_exists",
                Input,
                "В этой папке уже есть хранилище или другие файлы",
                "Выберите новую или пустую папку.",
                "This folder already holds a vault or other files",
                "Choose a new or an empty folder.",
            )
            .at(path.clone()),
            Self::WrongSecret { recovery: false } => w(
                "wrong_passphrase",
                Input,
                "Парольная фраза не подошла",
                "Данные не изменены. Проверьте раскладку клавиатуры и Caps Lock.",
                "The passphrase does not fit",
                "Nothing was changed. Check the keyboard layout and Caps Lock.",
            ),
            Self::WrongSecret { recovery: true } => w(
                "wrong_recovery_key",
                Input,
                "Резервный ключ не подошёл",
                "Данные не изменены. Проверьте, что ключ относится к этому хранилищу.",
                "The recovery key does not fit",
                "Nothing was changed. Check that the key belongs to this vault.",
            ),
            Self::KeysDamaged => w(
                "keys_damaged",
                Damage,
                "Файл ключей повреждён",
                "Нужна копия хранилища: верните файл vault.keys из последней копии. Данные реестра не изменены.",
                "The key file is damaged",
                "A copy of the vault is needed: put vault.keys back from the last copy. The register's data is unchanged.",
            ),
            Self::KeysAltered => w(
                "keys_altered",
                Damage,
                "Файл ключей был изменён посторонней программой",
                "Хранилище не открыто. Верните файл vault.keys из последней копии.",
                "The key file was altered by another program",
                "The vault was not opened. Put vault.keys back from the last copy.",
            ),
            Self::NewerVault => w(
                "newer_vault",
                Precondition,
                "Хранилище создано более новой программой",
                "Файл не изменён. Обновите программу.",
                "The vault was made by a newer program",
                "The file is unchanged. Update the program.",
            ),
            Self::OpenElsewhere { who } => w(
                "open_elsewhere",
                Precondition,
                "Хранилище уже открыто",
                format!("Его держит открытым {who}. Закройте его там и повторите."),
                "The vault is already open",
                format!("It is held open by {who}. Close it there and try again."),
            ),
            Self::PlaintextDatabase => w(
                "plaintext_database",
                Damage,
                "На месте реестра лежит незашифрованная база данных",
                "Файл не открыт и не изменён. Верните файл реестра из копии.",
                "An unencrypted database lies in the register's place",
                "The file was not opened or changed. Put the register's file back from a copy.",
            ),
            Self::NoCipher => w(
                "no_cipher",
                Severity::Internal,
                "Программа собрана без шифрования",
                "Установите исправную сборку программы. Ничего не записано.",
                "The program was built without encryption",
                "Install a sound build of the program. Nothing was written.",
            ),
            Self::DatabaseUnreadable => w(
                "database_damaged",
                Damage,
                "Файл реестра повреждён",
                "Верните реестр из последней копии хранилища. Файл не изменён.",
                "The register's file is damaged",
                "Put the register back from the last copy of the vault. The file is unchanged.",
            ),
            Self::ForeignDatabase => w(
                "foreign_database",
                Damage,
                "На месте реестра лежит файл другой программы",
                "Верните файл реестра из копии.",
                "A file of another program lies in the register's place",
                "Put the register's file back from a copy.",
            ),
            Self::DatabaseMissing => w(
                "database_missing",
                Damage,
                "Файл реестра не найден в папке хранилища",
                "Верните файл реестра из копии хранилища.",
                "The register's file is missing from the vault's folder",
                "Put the register's file back from a copy of the vault.",
            ),
            Self::OlderCopy { here, remembered } => w(
                "older_copy",
                Damage,
                "Хранилище старше, чем было",
                format!(
                    "Здесь изменение {here}, помнится изменение {remembered}. Если копию вернули намеренно, подтвердите это (в командной строке: --accept-older-copy); иначе найдите последнюю."
                ),
                "The vault is older than it was",
                format!(
                    "Here it is at change {here}, change {remembered} is remembered. If an old copy was put back on purpose, confirm it (on the command line: --accept-older-copy); otherwise find the last one."
                ),
            ),
            Self::PassphraseTooShort { minimum } => w(
                "passphrase_too_short",
                Input,
                format!("Парольная фраза короче {minimum} знаков"),
                format!("Нужно не меньше {minimum} знаков, например шесть слов."),
                format!("The passphrase is shorter than {minimum} characters"),
                format!("At least {minimum} characters are needed, six words for instance."),
            ),
            Self::PassphraseDiffers => w(
                "passphrase_differs",
                Input,
                "Фразы не совпали",
                "Хранилище не создано. Введите одну и ту же парольную фразу дважды.",
                "The passphrases differ",
                "No vault was made. Type the same passphrase twice.",
            ),
            Self::PassphraseMissing => w(
                "passphrase_missing",
                Input,
                "Не дана парольная фраза",
                "Укажите файл: --passphrase-file ФАЙЛ или переменная OTVET_PASSPHRASE_FILE.",
                "No passphrase was given",
                "Name a file: --passphrase-file FILE or the variable OTVET_PASSPHRASE_FILE.",
            ),
            Self::RecoveryTypo => w(
                "recovery_typo",
                Input,
                "В резервном ключе ошибка",
                "Сверьте каждую группу с листом: проверочные знаки не сошлись.",
                "The recovery key has a mistake in it",
                "Compare each group with the sheet: the check characters do not agree.",
            ),
            Self::RecoveryMismatch => w(
                "recovery_mismatch",
                Input,
                "Группы резервного ключа не совпали",
                "Введите группы с указанными номерами с бумаги.",
                "The groups of the recovery key do not agree",
                "Type the groups with the numbers shown, from the paper.",
            ),
            Self::NothingPrepared => w(
                "nothing_prepared",
                Precondition,
                "Создание хранилища не начато",
                "Введите парольную фразу на предыдущем шаге.",
                "Making a vault was not begun",
                "Give the passphrase on the step before.",
            ),
            Self::NotFound { what, name } => {
                let (ru, en) = match what {
                    NotFound::Case => ("Обращение", "case"),
                    NotFound::Letter => ("Письмо", "letter"),
                    NotFound::Run => ("Загрузка", "import run"),
                    NotFound::Processor => ("Обработчик", "processor"),
                    NotFound::Disclosure => ("Передача", "disclosure"),
                    NotFound::Purpose => ("Цель", "purpose"),
                    NotFound::Rule => ("Правило", "rule"),
                    NotFound::Attachment => ("Вложение", "attachment"),
                    NotFound::Record => ("Запись", "record"),
                };
                let ru = if name.is_empty() {
                    format!("{ru}: в реестре нет")
                } else {
                    format!("{ru} «{name}»: в реестре нет")
                };
                w(
                    "not_found",
                    Input,
                    ru,
                    "Проверьте номер.",
                    format!("There is no {en} «{name}» in the register"),
                    "Check the number.",
                )
            }
            Self::ImportRunning => w(
                "import_running",
                Precondition,
                "Идёт загрузка таблицы",
                "Дождитесь её окончания или отмените её.",
                "A spreadsheet is being imported",
                "Wait until it is done, or cancel it.",
            ),
            Self::DiskFull => w(
                "disk_full",
                Limit,
                "На диске нет места",
                "Освободите место и повторите.",
                "The disk is full",
                "Free some space and try again.",
            )
            .at(unchanged),
            Self::ReadOnly => w(
                "read_only",
                Precondition,
                "Папка хранилища доступна только для чтения",
                "Разрешите запись в папку или переместите хранилище.",
                "The vault's folder is read-only",
                "Allow writing to the folder, or move the vault.",
            )
            .at(unchanged),
            Self::Damaged => w(
                "register_damaged",
                Damage,
                "Файл реестра повреждён",
                "Выполните проверку хранилища и верните его из последней копии.",
                "The register's file is damaged",
                "Verify the vault and put it back from the last copy.",
            ),
            Self::ChangedBehindUs => w(
                "changed_behind_us",
                Damage,
                "Файл ключей изменён другой программой",
                "Закройте и снова откройте хранилище.",
                "The key file was changed by another program",
                "Lock the vault and open it again.",
            )
            .at(unchanged),
            Self::File { doing: FileAct::Reading, path, reason } => w(
                "file_unreadable",
                Input,
                "Файл не прочитан",
                format!("Проверьте, что файл есть и доступен для чтения ({reason})."),
                "The file was not read",
                format!("Check that the file exists and can be read ({}).", reason_en(reason)),
            )
            .at(path.clone()),
            Self::File { doing: FileAct::Writing, path, reason } => w(
                "file_not_written",
                Input,
                "Файл не записан",
                format!("Проверьте место на диске и права на папку ({reason})."),
                "The file was not written",
                format!("Check the space on the disk and the rights on the folder ({}).", reason_en(reason)),
            )
            .at(path.clone()),
            Self::WouldOverwrite { path } => w(
                "would_overwrite",
                Input,
                "Такой файл уже есть",
                "Укажите другое имя или добавьте --force.",
                "Such a file exists already",
                "Give another name, or add --force.",
            )
            .at(path.clone()),
            Self::FolderNotEmpty { path } => w(
                "folder_not_empty",
                Input,
                "Папка не пуста",
                "Укажите новую или пустую папку.",
                "The folder is not empty",
                "Give a new or an empty folder.",
            )
            .at(path.clone()),
            Self::Intake { message, hint, file, .. } => {
                w("file_unreadable", Input, message.clone(), hint.clone(), message.clone(), hint.clone())
                    .at(file.clone())
            }
            Self::MappingNeeded { missing, columns } => {
                let seen = columns.join(", ");
                let (ru, en) = match missing {
                    Missing::Date => (
                        "Не найден столбец с датой обращения",
                        "No column with the date of receipt was found",
                    ),
                    Missing::Person => (
                        "Не найден столбец, по которому можно узнать заявителя",
                        "No column that names a person was found",
                    ),
                };
                w("mapping_needed", Input, ru, format!("Укажите соответствие столбцов, например --map A=received_at,B=full_name. Столбцы файла: {seen}."), en, format!("Give the mapping of columns, for instance --map A=received_at,B=full_name. Columns of the file: {seen}.")).at(unchanged)
            }
            Self::UnknownField { field } => w(
                "unknown_field",
                Input,
                format!("Неизвестное поле «{field}»"),
                "Список полей: otvet import --help.",
                format!("Unknown field «{field}»"),
                "The list of fields: otvet import --help.",
            ),
            Self::UnknownColumn { letter } => w(
                "unknown_column",
                Input,
                format!("В таблице нет столбца {letter}"),
                "Проверьте букву столбца: otvet inspect ФАЙЛ.",
                format!("The sheet has no column {letter}"),
                "Check the column's letter: otvet inspect FILE.",
            ),
            Self::FileChanged => w(
                "file_changed",
                Input,
                "Файл изменился после просмотра плана",
                "Реестр не изменён. Откройте файл снова: план будет составлен по новому содержанию.",
                "The file changed after its plan was shown",
                "The register is unchanged. Open the file again: the plan will follow its new content.",
            ),
            Self::FileGone => w(
                "file_gone",
                Precondition,
                "Файл больше недоступен",
                "Выберите файл ещё раз.",
                "The file is no longer at hand",
                "Choose the file again.",
            ),
            Self::RowsRejected { rows } => w(
                "rows_rejected",
                Input,
                format!("Загрузка не выполнена: отклонено строк — {rows}"),
                "Исправьте строки или загрузите только годные.",
                format!("Nothing was imported: {rows} rows were rejected"),
                "Mend the rows, or import the valid ones only.",
            )
            .at(unchanged),
            Self::Cancelled => w(
                "cancelled",
                Precondition,
                "Отменено",
                "Ничего не записано.",
                "Cancelled",
                "Nothing was written.",
            )
            .at(unchanged),
            Self::IdentityMissing => w(
                "identity_missing",
                Precondition,
                "Личность заявителя не подтверждена",
                "Запишите проверку личности или направьте запрос недостающих сведений. Срок продолжает течь.",
                "The applicant's identity is not confirmed",
                "Record the identity check, or send the request for particulars. The term runs on.",
            ),
            Self::OperatorIncomplete { what } => w(
                "operator_incomplete",
                Precondition,
                format!("Сведения об операторе не полны: {}", what.join(", ")),
                "Дополните их в разделе «Настройки».",
                format!("The operator's record is incomplete: {}", what.join(", ")),
                "Complete it in Settings.",
            ),
            Self::LetterGap { what, fix, .. } => {
                w("letter_gap", Precondition, what.clone(), fix.clone(), what.clone(), fix.clone())
            }
            Self::TemplateUnknown { template } => w(
                "template_unknown",
                Input,
                format!("Нет шаблона «{template}»"),
                "Список шаблонов: otvet templates.",
                format!("There is no template «{template}»"),
                "The list of templates: otvet templates.",
            ),
            Self::TemplateLater { template } => w(
                "not_yet",
                Precondition,
                format!("Шаблон «{template}» ещё не готов"),
                "Сейчас доступны access_answer и ask_particulars.",
                format!("The template «{template}» is not built yet"),
                "Available now: access_answer and ask_particulars.",
            ),
            Self::Field { field, problem } => problem.words(field),
            Self::Toml { place, problem } => {
                let ((ru, en), (hint_ru, hint_en)) = (problem.words(), problem.hint());
                let words = w(
                    "toml_invalid",
                    Input,
                    format!("Файл не принят: {ru}"),
                    hint_ru,
                    format!("The file was not accepted: {en}"),
                    hint_en,
                );
                if let TomlProblem::NotUtf8 { file } = problem {
                    return words.at(file.clone());
                }
                match (place, lang) {
                    (Some((line, column)), Lang::Ru) => words.at(format!("строка {line}, столбец {column}")),
                    (Some((line, column)), Lang::En) => words.at(format!("line {line}, column {column}")),
                    (None, _) => words,
                }
            }
            Self::AttachmentKnown { case, name } => w(
                "attachment_known",
                Precondition,
                format!("Этот файл уже приложен к обращению №\u{a0}{case}"),
                "Откройте это обращение. Если файл нужен и в другом, подтвердите это (в командной строке: --again).",
                format!("This file is attached to case {case} already"),
                "Open that case. If the file is needed in another as well, confirm it (on the command line: --again).",
            )
            .at(name.clone()),
            Self::TooManyAttachments { limit } => w(
                "too_many_attachments",
                Limit,
                format!("К обращению приложено слишком много файлов: допустимо {limit}"),
                "Соедините сканы в один PDF или удалите лишние файлы.",
                format!("The case has too many files: {limit} are allowed"),
                "Join scans into one PDF, or remove files that are not needed.",
            )
            .at(unchanged),
            Self::CaseIncomplete { missing } => {
                let (mut ru, mut en, mut options) = (Vec::new(), Vec::new(), Vec::new());
                for field in missing {
                    let (what_ru, what_en, option) = match *field {
                        "received" => ("дата получения", "date of receipt", "--received"),
                        "full_name" => ("заявитель", "applicant", "--full-name (--phone, --email, --contract)"),
                        "text" => ("текст", "text", "--text"),
                        _ => ("вид требования", "kind of demand", "--kind"),
                    };
                    ru.push(what_ru);
                    en.push(what_en);
                    options.push(option);
                }
                w(
                    "case_incomplete",
                    Input,
                    format!("Обращение не заведено, из файла взято не всё: {}", ru.join(", ")),
                    format!("Укажите рядом с файлом: {}.", options.join(", ")),
                    format!("The case was not added, the file does not say: {}", en.join(", ")),
                    format!("Give beside the file: {}.", options.join(", ")),
                )
                .at(unchanged)
            }
            Self::EditedSince => w(
                "edited_since",
                Precondition,
                "Запись изменена после того, как форма была открыта",
                "Введённое осталось в форме. Закройте её, посмотрите запись и внесите изменения снова.",
                "The record was changed after the form was opened",
                "What was typed is still in the form. Close it, look at the record and make the changes again.",
            )
            .at(unchanged),
            Self::ProcessorInUse { disclosures } => w(
                "processor_in_use",
                Precondition,
                format!("Поручение не удалить: на него ссылаются передачи, их {disclosures}"),
                "Если договор прекращён, укажите последний день его действия. Если запись ошибочна, сначала исправьте получателя в передачах.",
                format!("The processor cannot be removed: {disclosures} disclosures name it"),
                "If the contract has ended, give its last day. If the record is a mistake, correct the recipient of the disclosures first.",
            )
            .at(unchanged),
            Self::NothingToUndo => w(
                "nothing_to_undo",
                Precondition,
                "Отменять нечего",
                "Отменяются последние действия за сутки, кроме выпуска писем, загрузок и выгрузок.",
                "There is nothing to undo",
                "The last acts of a day can be undone, except issued letters, imports and exports.",
            )
            .at(unchanged),
            Self::ChangedSince { wanted, by, next } => {
                let later = by.as_deref().map(|by| format!("«{by}»"));
                let ru = match (wanted, &later) {
                    (Some(wanted), Some(by)) => {
                        format!("{wanted}: отменить нельзя, позже с этой записью сделано {by}")
                    }
                    (Some(wanted), None) => format!("{wanted}: отменить нельзя, запись с тех пор изменена"),
                    _ => "Запись с тех пор изменена".to_owned(),
                };
                let en = match (wanted, &later) {
                    (Some(wanted), Some(by)) => {
                        format!("{wanted}: cannot be undone, {by} was done with this record later")
                    }
                    (Some(wanted), None) => format!("{wanted}: cannot be undone, the record was changed since"),
                    _ => "The record was changed since".to_owned(),
                };
                let next_ru =
                    next.as_ref().map(|next| format!(" Следующая отмена вернёт другое: {next}.")).unwrap_or_default();
                let next_en = next
                    .as_ref()
                    .map(|next| format!(" The next undo takes back something else: {next}."))
                    .unwrap_or_default();
                w(
                    "changed_since",
                    Precondition,
                    ru,
                    format!("Более позднее осталось как есть. Исправьте запись в её карточке.{next_ru}"),
                    en,
                    format!("What came later stays as it is. Correct the record itself.{next_en}"),
                )
                .at(unchanged)
            }
            Self::DemandNotOpen { kind } => w(
                "demand_not_open",
                Precondition,
                format!("В обращении нет открытого требования «{kind}»"),
                "Проверьте вид требования в карточке обращения.",
                format!("The case has no open demand «{kind}»"),
                "Check the kind of demand on the case.",
            ),
            Self::ExtensionNotAllowed { why } => w(
                "extension_not_allowed",
                Precondition,
                format!("Продлить нельзя: {why}"),
                "Проверьте вид требования и дату.",
                format!("It cannot be extended: {why}"),
                "Check the kind of demand and the date.",
            ),
            Self::ExtensionTooLate { until } => w(
                "extension_not_allowed",
                Precondition,
                format!("Продлить нельзя: срок истёк {}", until.format("%d.%m.%Y")),
                "Отправьте ответ и запишите причину задержки.",
                format!("It cannot be extended: the term ran out on {until}"),
                "Send the answer and record why it is late.",
            )
            .at(unchanged),
            Self::ExtensionTooLong { latest, article_ru, article } => w(
                "field_invalid",
                Input,
                "Позже, чем разрешает закон",
                format!(
                    "Продлить можно на 1–5\u{a0}раб.\u{a0}дней, не далее {} ({article_ru}).",
                    latest.format("%d.%m.%Y")
                ),
                "Later than the law allows",
                format!("A term can be extended by 1 to 5 working days, not beyond {latest} ({article})."),
            )
            .at("by"),
            Self::DemandKnown { field, kind, closed_on } => w(
                "demand_known",
                Input,
                match closed_on {
                    None => format!("Требование «{kind}» в обращении уже есть"),
                    Some(day) => format!("Требование «{kind}» уже закрыто {}", day.format("%d.%m.%Y")),
                },
                match closed_on {
                    None => "Выберите другой вид или снимите лишнее требование.",
                    Some(_) => "Повторное требование заведите новым обращением: у него свой срок.",
                },
                match closed_on {
                    None => format!("The case has the demand «{kind}» already"),
                    Some(day) => format!("The demand «{kind}» was closed on {day}"),
                },
                match closed_on {
                    None => "Choose another kind, or strike out the one too many.",
                    Some(_) => "Register a repeated demand as a new case: it has a clock of its own.",
                },
            )
            .at(*field),
            Self::LastDemand { kind } => w(
                "last_demand",
                Input,
                format!("«{kind}» — единственное открытое требование"),
                "Укажите, о чём обращение на самом деле: без открытых требований оно будет закрыто.",
                format!("«{kind}» is the only open demand"),
                "Say what the case is about instead: without an open demand it is closed.",
            )
            .at("reason"),
            Self::CaseJoined { number, to } => w(
                "case_joined",
                Precondition,
                format!("Обращение №\u{a0}{number} присоединено к №\u{a0}{to}"),
                format!("Работайте с обращением №\u{a0}{to}."),
                format!("Case No.\u{a0}{number} was joined to No.\u{a0}{to}"),
                format!("Work on case No.\u{a0}{to}."),
            )
            .at(unchanged),
            Self::AlreadyStopped { number, on } => w(
                "already_stopped",
                Precondition,
                format!("В обращении №\u{a0}{number} прекращение обработки уже отмечено: {}", on.format("%d.%m.%Y")),
                "Неверную отметку снимает отмена действия: Ctrl+Z или otvet undo.",
                format!("In case No.\u{a0}{number} the processing was recorded as stopped on {}", on.format("%d.%m.%Y")),
                "A wrong record is taken back by Ctrl+Z or otvet undo.",
            )
            .at(unchanged),
            Self::JoinItself { number } => w(
                "field_invalid",
                Input,
                format!("Обращение №\u{a0}{number} нельзя присоединить к самому себе"),
                "Укажите номер другого обращения.",
                format!("Case No.\u{a0}{number} cannot be joined to itself"),
                "Give the number of another case.",
            )
            .at("second"),
            Self::NamesDiffer { first, second } => {
                let ru = |(number, name): &(String, Option<String>)| {
                    format!("№\u{a0}{number} — {}", name.as_deref().unwrap_or("имя не указано"))
                };
                let en = |(number, name): &(String, Option<String>)| {
                    format!("No.\u{a0}{number}: {}", name.as_deref().unwrap_or("no name"))
                };
                w(
                    "names_differ",
                    Precondition,
                    format!("Заявители могут быть разными людьми: {}; {}", ru(first), ru(second)),
                    "Присоединяйте, только если проверили, что это одно лицо (в командной строке: --even-if-names-differ).",
                    format!("The applicants may be different persons: {}; {}", en(first), en(second)),
                    "Join them only if you have checked that it is one person (on the command line: --even-if-names-differ).",
                )
                .at(unchanged)
            }
            Self::JoinWouldLose { kind, first, second } => w(
                "join_would_lose",
                Precondition,
                format!(
                    "«{kind}» закрыто в обращении №\u{a0}{first} и открыто в №\u{a0}{second}: открытое требование потерялось бы"
                ),
                format!("Присоедините наоборот: №\u{a0}{first} к №\u{a0}{second}."),
                format!("«{kind}» is closed in case No.\u{a0}{first} and open in No.\u{a0}{second}: the open demand would be lost"),
                format!("Join them the other way round: No.\u{a0}{first} to No.\u{a0}{second}."),
            )
            .at(unchanged),
            Self::RuleKnown { id } => w(
                "rule_known",
                Input,
                format!("Такое правило уже есть: №\u{a0}{id}"),
                "Измените слова или оставьте прежнее правило.",
                format!("There is such a rule already: No.\u{a0}{id}"),
                "Change the words, or leave the rule as it is.",
            )
            .at("words"),
            Self::NotYet { command } => w(
                "not_yet",
                Precondition,
                format!("Команда «{command}» ещё не готова"),
                "Она предусмотрена и появится в одной из следующих версий.",
                format!("The command «{command}» is not built yet"),
                "It is part of the design and comes in a later version.",
            ),
            Self::Internal { incident } => w(
                "internal",
                Internal,
                format!("Не получилось: сбой {incident}"),
                "Последнее действие не записано. Повторите его; если сбой повторится, сообщите его номер разработчикам.",
                format!("It did not work: failure {incident}"),
                "The last act was not recorded. Try again; if it fails again, report the number.",
            ),
        }
    }
}

impl FieldProblem {
    fn words(&self, field: &'static str) -> Words {
        let (name_ru, name_en) = field_name(field);
        let (ru, hint_ru, en, hint_en) = match self {
            Self::Empty => (
                format!("{name_ru}: не заполнено"),
                "Заполните поле.".to_owned(),
                format!("{name_en} is empty"),
                "Fill in the field.".to_owned(),
            ),
            Self::TooLong { limit } => (
                format!("{name_ru}: слишком длинно"),
                format!("Не больше {limit} знаков."),
                format!("{name_en} is too long"),
                format!("At most {limit} characters."),
            ),
            Self::NotADate => (
                format!("{name_ru}: это не дата"),
                "Дата пишется так: 25.12.2026 или 2026-12-25.".to_owned(),
                format!("{name_en} is not a date"),
                "A date is written 25.12.2026 or 2026-12-25.".to_owned(),
            ),
            Self::InTheFuture { today } => (
                format!("{name_ru}: дата в будущем"),
                format!("Не позже {}.", today.format("%d.%m.%Y")),
                format!("{name_en} is in the future"),
                format!("Not later than {today}."),
            ),
            Self::TooManyRows { limit } => (
                format!("{name_ru}: столько строк в лист Excel не помещается"),
                format!("В листе не больше {limit} строк. Выгрузите CSV или сузьте отбор."),
                format!("{name_en}: a sheet of Excel does not hold so many rows"),
                format!("A sheet holds at most {limit} rows. Choose CSV or narrow the list down."),
            ),
            Self::NotAPhone => (
                format!("{name_ru}: это не номер телефона"),
                "Номер пишется так: +7 916 123-45-67.".to_owned(),
                format!("{name_en} is not a telephone number"),
                "A number is written +7 916 123-45-67.".to_owned(),
            ),
            Self::NotAnEmail => (
                format!("{name_ru}: это не адрес электронной почты"),
                "Адрес пишется так: имя@домен.".to_owned(),
                format!("{name_en} is not an e-mail address"),
                "An address is written name@domain.".to_owned(),
            ),
            Self::Unknown { value, allowed } => (
                format!("{name_ru}: неизвестное значение «{value}»"),
                format!("Допустимо: {}.", allowed.join(", ")),
                format!("{name_en}: unknown value «{value}»"),
                format!("Allowed: {}.", allowed.join(", ")),
            ),
            Self::NeedsNobody => (
                "Некому отвечать: нет ни имени, ни телефона, ни почты, ни договора".to_owned(),
                "Укажите хотя бы одно из них.".to_owned(),
                "Nobody is named: no name, telephone, e-mail or contract".to_owned(),
                "Give at least one of them.".to_owned(),
            ),
            Self::Known => (
                format!("{name_ru}: такая запись уже есть"),
                "Откройте записанную раньше или исправьте поле.".to_owned(),
                format!("{name_en}: such a record exists already"),
                "Open the one that is there, or change the field.".to_owned(),
            ),
            Self::BeforeStart { start } => (
                format!("{name_ru}: раньше даты договора"),
                format!("Не раньше {}.", start.format("%d.%m.%Y")),
                format!("{name_en} is before the date of the contract"),
                format!("Not earlier than {start}."),
            ),
            Self::MaskCounter => (
                format!("{name_ru}: нет счётчика"),
                "Нужен ровно один счётчик: {n}, {nn}, {nnn} … до девяти знаков.".to_owned(),
                format!("{name_en} has no counter"),
                "Exactly one counter is needed: {n}, {nn}, {nnn} … up to nine digits.".to_owned(),
            ),
            Self::MaskPart { value } => (
                format!("{name_ru}: непонятная часть «{value}»"),
                "В фигурных скобках: {yyyy} или {yy} для года, {n}, {nn}, {nnn} … для счётчика.".to_owned(),
                format!("{name_en} has a part «{value}» that means nothing"),
                "In braces: {yyyy} or {yy} for the year, {n}, {nn}, {nnn} … for the counter.".to_owned(),
            ),
            Self::NotAWord { word } => (
                format!("{name_ru}: «{word}» — не слово"),
                "Нужно одно слово из двух или более букв; «удал*» — все слова с таким началом.".to_owned(),
                format!("{name_en}: «{word}» is not a word"),
                "One word of two letters or more is needed; «удал*» is all words that begin so.".to_owned(),
            ),
            Self::TooMany { limit } => (
                format!("{name_ru}: слишком много"),
                format!("Не больше {limit}."),
                format!("{name_en}: too many"),
                format!("At most {limit}."),
            ),
            Self::OutOfRange { from, to } => (
                format!("{name_ru}: вне допустимых пределов"),
                format!("От {from} до {to}."),
                format!("{name_en} is out of range"),
                format!("From {from} to {to}."),
            ),
        };
        let mut words = w("field_invalid", Severity::Input, ru, hint_ru, en, hint_en);
        words.place = Some(field.to_owned());
        words
    }
}

fn field_name(field: &str) -> (&'static str, &'static str) {
    match field {
        "received" => ("Дата получения", "Date of receipt"),
        "full_name" => ("Фамилия, имя, отчество", "Full name"),
        "phone" => ("Телефон", "Telephone"),
        "email" => ("Эл. почта", "E-mail"),
        "text" => ("Текст обращения", "Text"),
        "to_kind" => ("Новый вид требования", "New kind of demand"),
        "reason" => ("Причина", "Reason"),
        "words" => ("Слова правила", "Words of the rule"),
        "by" => ("Рабочих дней", "Working days"),
        "contact" => ("Контакт", "Contact"),
        "effect" => ("Действие правила", "Effect of the rule"),
        "kind" => ("Вид требования", "Kind of demand"),
        "status" => ("Состояние", "Status"),
        "compared" => ("Что сверено", "What was compared"),
        "on" => ("Дата", "Date"),
        "outcome" => ("Исход", "Outcome"),
        "ground" => ("Основание отказа", "Ground of refusal"),
        "name" => ("Наименование оператора", "Operator's name"),
        "from" => ("Начало периода", "Start of the period"),
        "to" => ("Конец периода", "End of the period"),
        "time_zone" => ("Часовой пояс", "Time zone"),
        "case_mask" => ("Маска номера обращения", "Mask of case numbers"),
        "letter_mask" => ("Маска исходящего номера", "Mask of outgoing numbers"),
        "out" => ("Файл", "File"),
        "columns" => ("Столбцы", "Columns"),
        "run" => ("Загрузка", "Import run"),
        "detected_at" => ("Время выявления", "Time of detection"),
        "provided" => ("Дата подтверждающих сведений", "Date of confirming information"),
        "extended_by" => ("Продление", "Extension"),
        "count" => ("Количество", "Count"),
        "birth_date" => ("Дата рождения", "Birth date"),
        "contract" => ("Номер договора", "Contract number"),
        "address" => ("Адрес", "Address"),
        "channel" => ("Откуда поступило", "Channel"),
        "subject" => ("Субъект", "Subject"),
        "data" => ("Состав данных", "Data"),
        "year" => ("Год", "Year"),
        "short_name" => ("Краткое наименование", "Short name"),
        "ogrn" => ("ОГРН", "OGRN"),
        "kpp" => ("КПП", "KPP"),
        "site" => ("Сайт", "Site"),
        "signatory" => ("Подписант", "Signatory"),
        "responsible" => ("Ответственное лицо", "Responsible person"),
        "processor_name" => ("Наименование обработчика", "Processor's name"),
        "inn" => ("ИНН", "INN"),
        "country" => ("Страна", "Country"),
        "contract_number" => ("Номер договора", "Contract number"),
        "contract_date" => ("Дата договора", "Date of the contract"),
        "contract_until" => ("Последний день договора", "Last day of the contract"),
        "purposes" => ("Цели", "Purposes"),
        "checklist" => ("Пункт договора", "Point of the contract"),
        "clause" => ("Подтверждение", "Evidence"),
        "recipient" => ("Получатель", "Recipient"),
        "recipient_address" => ("Адрес получателя", "Recipient's address"),
        "disclosure_ground" => ("Основание передачи", "Ground of the disclosure"),
        "purpose" => ("Цель передачи", "Purpose of the disclosure"),
        "disclosure_channel" => ("Как передано", "How it was sent"),
        "case" => ("Номер обращения", "Case number"),
        "group_what" => ("Группа субъектов", "Group of subjects"),
        "group_count" => ("Число субъектов", "Number of subjects"),
        _ => ("Поле", "Field"),
    }
}

impl From<RegisterError> for DeskError {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::NotFound { what } => Self::NotFound {
                what: match what {
                    "a case" => NotFound::Case,
                    "a letter" => NotFound::Letter,
                    "an import run" => NotFound::Run,
                    "a processor" => NotFound::Processor,
                    "a disclosure" => NotFound::Disclosure,
                    "an attachment" => NotFound::Attachment,
                    _ => NotFound::Record,
                },
                name: String::new(),
            },
            RegisterError::ImportRunning => Self::ImportRunning,
            RegisterError::DiskFull => Self::DiskFull,
            RegisterError::ReadOnly => Self::ReadOnly,
            RegisterError::Damaged => Self::Damaged,
            RegisterError::ChangedBehindUs => Self::ChangedBehindUs,
            RegisterError::NothingToUndo => Self::NothingToUndo,
            RegisterError::ChangedSince => Self::ChangedSince { wanted: None, by: None, next: None },
            RegisterError::Database { doing, source } => internal(doing, &source),
            RegisterError::Json { doing, source } => internal(doing, &source),
        }
    }
}

impl From<OpenError> for DeskError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Plaintext => Self::PlaintextDatabase,
            OpenError::NoCipher => Self::NoCipher,
            OpenError::Unreadable => Self::DatabaseUnreadable,
            OpenError::Foreign => Self::ForeignDatabase,
            OpenError::Newer { .. } => Self::NewerVault,
            OpenError::Missing => Self::DatabaseMissing,
            OpenError::Database { doing, source } => match RegisterError::from(source) {
                RegisterError::Database { source, .. } => internal(doing, &source),
                known => known.into(),
            },
            OpenError::Io { source, .. } => {
                Self::File { doing: FileAct::Reading, path: String::new(), reason: io_reason(&source) }
            }
        }
    }
}

/// A failure that nobody foresaw: a short number for the person, the chain for whoever set `OTVET_LOG`.
pub fn internal(doing: &str, source: &dyn std::error::Error) -> DeskError {
    let mut bytes = [0u8; 2];
    let _ = getrandom::fill(&mut bytes);
    let incident = format!("{:02X}{:02X}", bytes[0], bytes[1]);
    // The text of database errors can hold values: only its kind is said, and only on request.
    if std::env::var_os("OTVET_LOG").is_some_and(|v| !v.is_empty()) {
        eprintln!("otvet: {incident}: {doing}: {source}");
    }
    DeskError::Internal { incident }
}

/// What must never happen: a fault of the program that was caught at the edge.
#[must_use]
pub fn unforeseen(doing: &str) -> DeskError {
    internal(doing, &std::io::Error::other("a fault of the program"))
}

/// A reason of [`io_reason`] in English; one that is not of it says nothing foreign.
fn reason_en(reason: &str) -> String {
    match reason {
        "файла или папки нет" => "there is no such file or folder",
        "нет прав" => "permission denied",
        "на диске нет места" => "the disk is full",
        "диск доступен только для чтения" => "the disk is read-only",
        "это папка" => "it is a folder",
        "это не папка" => "it is not a folder",
        other => match other.strip_prefix("он больше ").and_then(|rest| rest.strip_suffix(" МБ")) {
            Some(limit) => return format!("it is larger than {limit} MB"),
            None if other.chars().any(|c| ('а'..='я').contains(&c)) => "the system refused",
            None => other,
        },
    }
    .to_owned()
}

/// The system's reason without paths.
#[must_use]
pub fn io_reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "файла или папки нет".to_owned(),
        ErrorKind::PermissionDenied => "нет прав".to_owned(),
        ErrorKind::StorageFull => "на диске нет места".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "диск доступен только для чтения".to_owned(),
        ErrorKind::IsADirectory => "это папка".to_owned(),
        ErrorKind::NotADirectory => "это не папка".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
