//! The arguments of every command, with their Russian help.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use desk::Lang;

/// Рабочее место ответственного за персональные данные (152-ФЗ).
#[derive(Parser)]
#[command(name = "otvet", version, disable_help_subcommand = true, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Args)]
pub struct Global {
    /// Один документ JSON в стандартный вывод
    #[arg(long, global = true)]
    pub json: bool,
    /// Папка хранилища (иначе переменная OTVET_VAULT)
    #[arg(long, global = true, value_name = "ПАПКА")]
    vault: Option<PathBuf>,
    /// Язык сообщений: ru или en (иначе переменная OTVET_LANG)
    #[arg(long, value_name = "ЯЗЫК", global = true, value_enum)]
    lang: Option<LangArg>,
    /// Сегодняшняя дата, ГГГГ-ММ-ДД
    #[arg(long, global = true, value_name = "ДАТА")]
    pub today: Option<NaiveDate>,
    /// Открыть копию хранилища, которая старше, чем помнит программа: копию вернули намеренно
    #[arg(long, global = true)]
    pub accept_older_copy: bool,
    /// Файл с парольной фразой, «-» — стандартный ввод (иначе переменная OTVET_PASSPHRASE_FILE)
    #[arg(long, global = true, value_name = "ФАЙЛ")]
    passphrase_file: Option<PathBuf>,
}

/// A variable of the environment; an empty one is unset.
fn variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

impl Global {
    pub fn lang(&self) -> Lang {
        match self.lang {
            Some(LangArg::Ru) => Lang::Ru,
            Some(LangArg::En) => Lang::En,
            None if variable("OTVET_LANG").is_some_and(|v| v == "en") => Lang::En,
            None => Lang::Ru,
        }
    }

    pub fn vault(&self) -> Option<PathBuf> {
        self.vault.clone().or_else(|| variable("OTVET_VAULT").map(PathBuf::from))
    }

    pub fn passphrase_file(&self) -> Option<PathBuf> {
        self.passphrase_file.clone().or_else(|| variable("OTVET_PASSPHRASE_FILE").map(PathBuf::from))
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum LangArg {
    Ru,
    En,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum PresetArg {
    Konekt,
    Empty,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum PolicyArg {
    Konekt,
    None,
}

#[derive(Subcommand)]
pub enum Command {
    /// Хранилище: создать, описать, проверить
    #[command(subcommand)]
    Vault(Vault),
    /// Посмотреть таблицу: листы, строка заголовков, предлагаемое соответствие столбцов
    Inspect(Inspect),
    /// Загрузить таблицу контакт-центра
    Import(Import),
    /// Список загрузок или отклонённые строки одной из них
    Imports {
        /// Отклонённые строки этой загрузки
        #[arg(long, value_name = "ЗАГРУЗКА")]
        rejected: Option<String>,
        #[command(flatten)]
        file: ToFile,
    },
    /// Отменить загрузку
    ImportUndo {
        /// Номер загрузки из `imports`
        #[arg(value_name = "ЗАГРУЗКА")]
        run: String,
    },
    /// Список обращений
    Cases(Cases),
    /// Одно обращение и действия с ним
    #[command(subcommand)]
    Case(Case),
    /// Срок по закону и по политике, с расчётом по дням
    Deadline(Deadline),
    /// Производственный календарь
    Workdays {
        /// Первый день
        #[arg(long, value_name = "ДАТА")]
        from: NaiveDate,
        /// Последний день
        #[arg(long, value_name = "ДАТА")]
        to: NaiveDate,
    },
    /// Вид требования по тексту заметки
    Classify {
        /// Тема записи: столбец «Тема» таблицы
        #[arg(long, value_name = "ТЕКСТ")]
        topic: Option<String>,
        /// Читать и по правилам организации из хранилища
        #[arg(long)]
        own: bool,
        /// Текст; «-» — по одной заметке в строке стандартного ввода (тема<TAB>текст)
        #[arg(value_name = "ТЕКСТ")]
        text: Option<String>,
    },
    /// Правила организации: какими словами о чём просят
    #[command(subcommand)]
    Rules(Rules),
    /// Выпустить письмо или показать черновик
    Letter(Letter),
    /// Выпустить письма пачкой
    Letters {
        /// Требования со сроком по этот день
        #[arg(long, value_name = "ДАТА")]
        due_by: Option<NaiveDate>,
        /// Папка для писем
        #[arg(long, value_name = "ПАПКА")]
        out: Option<PathBuf>,
    },
    /// Выпущенные письма
    #[command(subcommand)]
    Issued(Issued),
    /// Список шаблонов писем
    Templates,
    /// Один шаблон
    #[command(subcommand)]
    Template(Template),
    /// Обработчики и договоры поручения
    #[command(subcommand)]
    Processors(Registry),
    /// Передачи третьим лицам
    #[command(subcommand)]
    Disclosures(Registry),
    /// Цели обработки
    #[command(subcommand)]
    Purposes(Registry),
    /// Журнал учёта обращений за период
    Journal {
        /// Первый день периода
        #[arg(long, value_name = "ДАТА")]
        from: NaiveDate,
        /// Последний день периода
        #[arg(long, value_name = "ДАТА")]
        to: NaiveDate,
        /// X.pdf, X.xlsx или X.csv
        #[arg(long, value_name = "ФАЙЛ")]
        out: PathBuf,
        /// Перезаписать файл
        #[arg(long)]
        force: bool,
    },
    /// Ближайшие действия: что просрочено, что сегодня, что в ближайшие пять рабочих дней
    Today {
        /// Не больше стольких действий в группе; без этого — все
        #[arg(long, value_name = "ЧИСЛО")]
        limit: Option<u32>,
    },
    /// Найти по нескольким буквам: обращения, письма, передачи, договоры, загрузки; «№ 12» — только номера
    Find {
        /// Что искать
        #[arg(value_name = "ТЕКСТ")]
        text: String,
        /// Не больше стольких из каждой группы
        #[arg(long, value_name = "ЧИСЛО", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=50))]
        limit: u32,
    },
    /// Отменить последнее действие (не письма, загрузки и выгрузки)
    Undo,
    /// Журнал событий
    Audit {
        /// Проверить цепочку
        #[arg(long, conflicts_with_all = ["out", "search", "about"])]
        verify: bool,
        /// Номер, действие, с чем, кто, дата; начало отметки
        #[arg(long, value_name = "ТЕКСТ")]
        search: Option<String>,
        /// О чём записи
        #[arg(long, value_name = "РАЗДЕЛ", value_parser = ["cases", "letters", "imports", "registers", "settings"])]
        about: Option<String>,
        /// Не больше стольких записей
        #[arg(long, value_name = "ЧИСЛО", default_value_t = 100, conflicts_with = "out")]
        limit: u32,
        #[command(flatten)]
        file: ToFile,
    },
    /// Показательный день: хранилище, загрузка, письма, журнал, отчёт
    Demo {
        /// Новая или пустая папка
        #[arg(value_name = "ПАПКА")]
        dir: PathBuf,
    },
}

#[derive(Subcommand)]
pub enum Vault {
    /// Создать хранилище
    Create {
        /// Политика, с которой начать
        #[arg(long, value_name = "ПОЛИТИКА", value_enum, default_value = "empty")]
        policy: PresetArg,
        /// Файл TOML с данными оператора
        #[arg(long, value_name = "ФАЙЛ")]
        operator: Option<PathBuf>,
    },
    /// Что в хранилище
    Info,
    /// Все проверки целостности
    Verify,
    /// Подтвердить, что резервный ключ записан: ввести его целиком
    ConfirmRecovery {
        /// Файл с ключом, «-» — стандартный ввод; иначе спросить
        #[arg(long, value_name = "ФАЙЛ")]
        key_file: Option<PathBuf>,
    },
    /// Проверенная зашифрованная копия одним файлом
    Backup {
        /// Файл копии или папка для неё; без этого — рядом с хранилищем
        #[arg(long, value_name = "ФАЙЛ")]
        to: Option<PathBuf>,
    },
    /// Восстановить копию в новую папку
    Restore {
        /// Файл копии
        #[arg(value_name = "ФАЙЛ")]
        file: PathBuf,
        /// Новая или пустая папка
        #[arg(long, value_name = "ПАПКА")]
        to: Option<PathBuf>,
    },
    /// Сменить парольную фразу
    Passphrase,
    /// Добавить ключ
    AddKey,
    /// Удалить ключ
    RemoveKey,
    /// Сменить ключ базы
    Rotate,
}

#[derive(Args)]
pub struct Inspect {
    /// Таблица XLSX, XLS, ODS или CSV
    #[arg(value_name = "ФАЙЛ")]
    pub file: PathBuf,
    /// Лист; без этого — выбирает программа
    #[arg(long, value_name = "ЛИСТ")]
    pub sheet: Option<String>,
}

#[derive(Args)]
pub struct Import {
    /// Таблица XLSX, XLS, ODS или CSV
    #[arg(value_name = "ФАЙЛ")]
    pub file: PathBuf,
    /// Лист; без этого — выбирает программа
    #[arg(long, value_name = "ЛИСТ")]
    pub sheet: Option<String>,
    /// Сохранённое соответствие столбцов
    #[arg(long, value_name = "ИМЯ")]
    pub profile: Option<String>,
    /// Соответствие столбцов: A=received_at,B=full_name; пустое поле — не брать. Поля: appeal_id, received_at,
    /// received_time, phone, email, full_name, last_name, first_name, middle_name, birth_date, contract, address, topic,
    /// text, agent, channel, direction, status, duration
    #[arg(long, value_name = "СТОЛБЕЦ=ПОЛЕ", value_delimiter = ',')]
    pub map: Vec<String>,
    /// Только показать, что получится
    #[arg(long)]
    pub dry_run: bool,
    /// Не загружать ничего, если отклонена хотя бы одна строка
    #[arg(long)]
    pub all_or_nothing: bool,
    /// Файл возврата с отклонёнными строками
    #[arg(long, value_name = "ФАЙЛ")]
    pub return_file: Option<PathBuf>,
    /// Отчёт о загрузке, PDF
    #[arg(long, value_name = "ФАЙЛ")]
    pub report: Option<PathBuf>,
    /// Перезаписать отчёт
    #[arg(long)]
    pub force: bool,
}

#[derive(Args)]
pub struct Cases {
    /// Вид требования
    #[arg(long, value_name = "ВИД")]
    pub kind: Option<String>,
    /// Состояние обращения
    #[arg(long, value_name = "СОСТОЯНИЕ")]
    pub status: Option<String>,
    /// Срок по этот день включительно
    #[arg(long, value_name = "ДАТА")]
    pub due_by: Option<NaiveDate>,
    /// Только просроченные
    #[arg(long)]
    pub overdue: bool,
    /// Номер, имя, телефон, почта, договор
    #[arg(long, value_name = "ТЕКСТ")]
    pub search: Option<String>,
    /// Не больше стольких обращений
    #[arg(long, value_name = "ЧИСЛО", default_value_t = 100, conflicts_with = "out")]
    pub limit: u32,
    /// Продолжить после этого места: значение next прошлого ответа
    #[arg(long, value_name = "МЕСТО", conflicts_with = "out")]
    pub after: Option<String>,
    #[command(flatten)]
    pub file: ToFile,
}

/// A list that goes to a file instead: all rows that were asked for, under the heads of the window's table.
#[derive(Args)]
pub struct ToFile {
    /// Записать список в файл X.xlsx, X.csv или X.pdf: все строки по отбору
    #[arg(long, value_name = "ФАЙЛ")]
    pub out: Option<PathBuf>,
    /// Перезаписать файл
    #[arg(long, requires = "out")]
    pub force: bool,
}

#[derive(Subcommand)]
pub enum Issued {
    /// Список писем, сначала новые
    List {
        #[command(flatten)]
        file: ToFile,
    },
}

#[derive(Subcommand)]
pub enum Case {
    /// Показать обращение целиком
    Show {
        /// Номер обращения
        #[arg(value_name = "НОМЕР")]
        number: String,
    },
    /// Карточка обращения с расчётом сроков, PDF
    Card {
        /// Номер обращения
        #[arg(value_name = "НОМЕР")]
        number: String,
        /// Файл X.pdf
        #[arg(long, value_name = "ФАЙЛ")]
        out: PathBuf,
        /// Перезаписать файл
        #[arg(long)]
        force: bool,
    },
    /// Завести обращение
    Add(CaseAdd),
    /// Приложить файл к обращению
    Attach {
        /// Номер обращения
        #[arg(value_name = "НОМЕР")]
        number: String,
        /// Файл: PDF, DOCX, EML, JPEG, PNG, TIFF или WebP
        #[arg(value_name = "ФАЙЛ")]
        file: PathBuf,
        /// Приложить, даже если файл уже есть в другом обращении
        #[arg(long)]
        again: bool,
    },
    /// Сохранить вложение в файл; N — его номер по порядку в `case show`
    Attachment {
        /// Номер обращения
        #[arg(value_name = "НОМЕР")]
        number: String,
        /// Номер вложения по порядку
        #[arg(value_name = "N")]
        n: u32,
        /// Куда сохранить
        #[arg(long, value_name = "ФАЙЛ")]
        out: PathBuf,
        /// Перезаписать файл
        #[arg(long)]
        force: bool,
    },
    /// Удалить вложение; причина остаётся в хронологии
    Detach {
        /// Номер обращения
        #[arg(value_name = "НОМЕР")]
        number: String,
        /// Номер вложения по порядку
        #[arg(value_name = "N")]
        n: u32,
        /// Почему удаляется
        #[arg(long, value_name = "ТЕКСТ")]
        reason: String,
    },
    /// Записать проверку личности
    Identity {
        /// Номер обращения
        #[arg(value_name = "НОМЕР")]
        number: String,
        /// document, signature, account или representative
        #[arg(long, value_name = "СПОСОБ")]
        method: String,
        /// Что сверено
        #[arg(long, value_name = "ТЕКСТ")]
        compared: String,
        /// День проверки, по умолчанию сегодня
        #[arg(long, value_name = "ДАТА")]
        on: Option<NaiveDate>,
    },
    /// Закрыть требование
    Close {
        /// Номер обращения
        #[arg(value_name = "НОМЕР")]
        number: String,
        /// Вид требования
        #[arg(long, value_name = "ВИД")]
        demand: String,
        /// satisfied, partly, refused, not_ours, withdrawn_by_subject или done_by_subject
        #[arg(long, value_name = "ИСХОД")]
        outcome: String,
        /// Основание отказа
        #[arg(long, value_name = "ТЕКСТ")]
        ground: Option<String>,
        /// День закрытия, по умолчанию сегодня
        #[arg(long, value_name = "ДАТА")]
        on: Option<NaiveDate>,
    },
    /// Отметить, что обработка прекращена по отзыву согласия (ст. 21 ч. 5)
    Stop {
        /// Номер обращения
        #[arg(value_name = "НОМЕР")]
        number: String,
        /// День прекращения; без него — сегодня
        #[arg(long, value_name = "ДАТА")]
        on: Option<NaiveDate>,
    },
    /// Исправить требования: добавить, исправить вид, снять, подтвердить
    #[command(group(clap::ArgGroup::new("act").required(true).args(["add", "from", "strike", "confirm"])))]
    Demand {
        /// Номер обращения
        #[arg(value_name = "НОМЕР")]
        number: String,
        /// Добавить требование этого вида
        #[arg(long, value_name = "ВИД")]
        add: Option<String>,
        /// Исправить вид: какой был прочитан
        #[arg(long, value_name = "ВИД", requires = "to")]
        from: Option<String>,
        /// … и какой на самом деле
        #[arg(long, value_name = "ВИД", requires = "from")]
        to: Option<String>,
        /// Снять требование, прочитанное неверно
        #[arg(long, value_name = "ВИД")]
        strike: Option<String>,
        /// Подтвердить прочитанный вид
        #[arg(long, value_name = "ВИД")]
        confirm: Option<String>,
        /// Причина; для последнего открытого требования — о чём обращение на самом деле
        #[arg(long, value_name = "ТЕКСТ")]
        reason: Option<String>,
    },
    /// Продлить срок
    Extend {
        /// Номер обращения
        #[arg(value_name = "НОМЕР")]
        number: String,
        /// Вид требования
        #[arg(long, value_name = "ВИД")]
        demand: String,
        /// Почему: войдёт в мотивированное уведомление
        #[arg(long, value_name = "ТЕКСТ")]
        reason: String,
        /// День отправки уведомления, по умолчанию сегодня
        #[arg(long, value_name = "ДАТА")]
        on: Option<NaiveDate>,
        /// Рабочих дней, от 1 до 5
        #[arg(long, value_name = "ДНЕЙ", default_value_t = 5)]
        by: u8,
    },
    /// Присоединить второе обращение к первому
    Join {
        /// Номер обращения, которое останется
        #[arg(value_name = "НОМЕР")]
        first: String,
        /// Номер обращения, которое присоединяют
        #[arg(value_name = "НОМЕР")]
        second: String,
        /// Проверено, что это одно лицо, хотя имена различаются
        #[arg(long)]
        even_if_names_differ: bool,
    },
    /// Разделить обращение
    Split {
        /// Номер обращения
        #[arg(value_name = "НОМЕР")]
        number: String,
    },
}

#[derive(Subcommand)]
pub enum Rules {
    /// Список
    List,
    /// Попробовать правило на том, что есть в реестре; ничего не записывается
    Try(RuleArgs),
    /// Добавить правило
    Add {
        #[command(flatten)]
        rule: RuleArgs,
        /// Только показать, что изменилось бы
        #[arg(long)]
        dry_run: bool,
    },
    /// Удалить правило
    Remove {
        /// Номер правила из `rules list`
        #[arg(value_name = "НОМЕР")]
        id: String,
    },
}

#[derive(Args)]
pub struct RuleArgs {
    /// Слова через запятую: все должны стоять в заметке, в любой форме; «удал*» — все с таким началом
    #[arg(long, value_name = "СЛОВА", value_delimiter = ',', required = true)]
    pub words: Vec<String>,
    /// Вид требования
    #[arg(long, value_name = "ВИД")]
    pub kind: String,
    /// asks или does_not_ask
    #[arg(long, value_name = "ДЕЙСТВИЕ", default_value = "asks")]
    pub effect: String,
    /// Обращение, исправление которого учит правилу
    #[arg(long, value_name = "НОМЕР")]
    pub from_case: Option<String>,
}

#[derive(Args)]
pub struct CaseAdd {
    /// День получения
    #[arg(long, value_name = "ДАТА")]
    pub received: Option<NaiveDate>,
    /// call, chat, email, post, in_person или authority
    #[arg(long, value_name = "КАНАЛ")]
    pub channel: Option<String>,
    /// Фамилия, имя, отчество
    #[arg(long, value_name = "ТЕКСТ")]
    pub full_name: Option<String>,
    /// Телефон
    #[arg(long, value_name = "НОМЕР")]
    pub phone: Option<String>,
    /// Эл. почта
    #[arg(long, value_name = "АДРЕС")]
    pub email: Option<String>,
    /// Почтовый адрес
    #[arg(long, value_name = "АДРЕС")]
    pub address: Option<String>,
    /// Номер договора
    #[arg(long, value_name = "НОМЕР")]
    pub contract: Option<String>,
    /// Дата рождения
    #[arg(long, value_name = "ДАТА")]
    pub birth_date: Option<NaiveDate>,
    /// Виды требований через запятую; без них — по тексту
    #[arg(long, value_name = "ВИД", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Текст обращения
    #[arg(long, value_name = "ТЕКСТ")]
    pub text: Option<String>,
    /// Когда выявлен инцидент: 2026-11-24T10:30:00+03:00
    #[arg(long, value_name = "ВРЕМЯ")]
    pub detected_at: Option<String>,
    /// Письмо .eml или скан (PDF, JPEG, PNG, TIFF, WebP, DOCX): отправитель, дата, тема, текст и виды берутся из него,
    /// файл прилагается; указанное рядом важнее
    #[arg(long, value_name = "ФАЙЛ")]
    pub from: Option<PathBuf>,
    /// Завести, даже если файл уже приложен к другому обращению
    #[arg(long, requires = "from")]
    pub again: bool,
}

#[derive(Args)]
pub struct Deadline {
    /// Вид требования
    #[arg(long, value_name = "ВИД")]
    pub kind: String,
    /// День получения
    #[arg(long, value_name = "ДАТА")]
    pub received: NaiveDate,
    /// Считать и по политике
    #[arg(long, value_name = "ПОЛИТИКА", value_enum, default_value = "none")]
    pub policy: PolicyArg,
    /// День, когда представлены подтверждающие сведения
    #[arg(long, value_name = "ДАТА")]
    pub provided: Option<NaiveDate>,
    /// Когда выявлен инцидент: 2026-11-24T10:30:00+03:00
    #[arg(long, value_name = "ВРЕМЯ")]
    pub detected_at: Option<String>,
    /// День отправки уведомления о продлении
    #[arg(long, value_name = "ДАТА")]
    pub extended_on: Option<NaiveDate>,
    /// Рабочих дней продления, от 1 до 5
    #[arg(long, value_name = "ДНЕЙ", requires = "extended_on", value_parser = clap::value_parser!(u8).range(1..=5))]
    pub extended_by: Option<u8>,
}

#[derive(Args)]
pub struct Letter {
    /// Номер обращения
    #[arg(value_name = "НОМЕР")]
    pub number: String,
    /// Шаблон из `templates`
    #[arg(long, value_name = "ШАБЛОН")]
    pub template: String,
    /// Файл письма X.pdf; для пачки — папка
    #[arg(long, value_name = "ФАЙЛ")]
    pub out: PathBuf,
    /// Черновик: без номера, ничего не записывается
    #[arg(long)]
    pub draft: bool,
    /// Перезаписать файл
    #[arg(long)]
    pub force: bool,
}

#[derive(Subcommand)]
pub enum Template {
    /// Показать текст шаблона
    Show {
        /// Шаблон из `templates`
        #[arg(value_name = "ШАБЛОН")]
        template: String,
    },
}

#[derive(Subcommand)]
pub enum Registry {
    /// Список
    List {
        /// Часть наименования, номера, страны
        #[arg(long, value_name = "ТЕКСТ")]
        search: Option<String>,
        /// Номер обращения
        #[arg(long, value_name = "НОМЕР")]
        case: Option<String>,
        #[command(flatten)]
        file: ToFile,
    },
    /// Одна запись
    Show {
        /// Номер записи
        #[arg(value_name = "НОМЕР")]
        id: String,
    },
    /// Добавить из файла TOML
    Add {
        /// Файл TOML
        #[arg(long, value_name = "ФАЙЛ")]
        file: PathBuf,
    },
    /// Загрузить из таблицы
    Import {
        /// Таблица XLSX, XLS, ODS или CSV
        #[arg(value_name = "ФАЙЛ")]
        file: PathBuf,
    },
    /// Сверка
    Check,
}
