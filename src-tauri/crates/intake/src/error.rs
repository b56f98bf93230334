//! What can go wrong with a foreign file: each case with its own message and what to do.

use serde::{Deserialize, Serialize};
use statute::Lang;
use thiserror::Error;

/// Why a file could not be read. Holds nothing of its content.
#[derive(Clone, Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum IntakeError {
    #[error("the file is protected by a password")]
    FileEncrypted,
    #[error("the file is no spreadsheet")]
    NotASpreadsheet,
    #[error("the file is a web page named as a spreadsheet")]
    HtmlTable,
    #[error("the file has the XML form of 2003")]
    XmlSpreadsheet,
    #[error("the file has the form of an old Excel")]
    TooOld,
    #[error("the file is damaged")]
    FileDamaged,
    #[error("the file is empty")]
    FileEmpty,
    #[error("the file is too large")]
    FileTooLarge { limit_mb: u64 },
    #[error("the file unpacks to too much")]
    Bomb,
    #[error("the sheet has too many rows, columns or cells")]
    TooManyCells,
    #[error("a quote is never closed")]
    UnclosedQuote { row: u32 },
    #[error("there is no such sheet")]
    SheetNotFound { sheets: Vec<String> },
    /// None of the documents that are accepted.
    #[error("the file is no document that is accepted")]
    DocumentUnsupported,
    /// Neither a spreadsheet nor a document.
    #[error("the file is neither a spreadsheet nor a document")]
    NeitherKind,
    #[error("the file is a message of Outlook")]
    OutlookMessage,
    #[error("the document is damaged or breaks off")]
    DocumentDamaged,
    #[error("the document is empty")]
    DocumentEmpty,
    #[error("the document is too large")]
    DocumentTooLarge { limit_mb: u64 },
    #[error("the picture has too many points")]
    TooManyPoints,
    #[error("reading the document takes too long")]
    DocumentSlow,
    #[error("the encoding is not known")]
    EncodingUnknown,
    #[error("reading needs too much memory")]
    OutOfMemory,
    #[error("reading takes too long")]
    TimedOut,
    #[error("reading was cancelled")]
    Cancelled,
    #[error("the reading process could not be started")]
    WorkerFailed,
    #[error("reading the file")]
    Unreadable,
}

impl IntakeError {
    /// The closed word.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::FileEncrypted => "file_encrypted",
            Self::NotASpreadsheet => "not_a_spreadsheet",
            Self::HtmlTable | Self::XmlSpreadsheet | Self::TooOld => "unsupported_format",
            Self::DocumentUnsupported | Self::NeitherKind => "not_accepted",
            Self::OutlookMessage => "outlook_message",
            Self::FileDamaged | Self::UnclosedQuote { .. } | Self::DocumentDamaged => "file_damaged",
            Self::FileEmpty | Self::DocumentEmpty => "file_empty",
            Self::FileTooLarge { .. } | Self::Bomb | Self::DocumentTooLarge { .. } | Self::TooManyPoints => {
                "file_too_large"
            }
            Self::TooManyCells => "too_many_rows",
            Self::SheetNotFound { .. } => "sheet_not_found",
            Self::EncodingUnknown => "encoding_unknown",
            Self::OutOfMemory => "out_of_memory",
            Self::TimedOut | Self::DocumentSlow => "timed_out",
            Self::Cancelled => "cancelled",
            Self::WorkerFailed => "worker_failed",
            Self::Unreadable => "file_unreadable",
        }
    }

    /// What happened, and what to do.
    #[must_use]
    pub fn words(&self, lang: Lang) -> (String, String) {
        let (ru, hint_ru, en, hint_en) = match self {
            Self::FileEncrypted => (
                "Файл не прочитан: он защищён паролем",
                "Откройте в Excel и сохраните копию без пароля.",
                "The file was not read: it is protected by a password",
                "Open it in Excel and save a copy without the password.",
            ),
            Self::NotASpreadsheet => (
                "Файл не прочитан: это не таблица",
                "Выберите файл xlsx, xlsm или csv.",
                "The file was not read: it is no spreadsheet",
                "Choose an xlsx, xlsm or csv file.",
            ),
            Self::HtmlTable => (
                "Файл не прочитан: это веб-страница с расширением таблицы",
                "Откройте в Excel и сохраните как xlsx.",
                "The file was not read: it is a web page named as a spreadsheet",
                "Open it in Excel and save it as xlsx.",
            ),
            Self::XmlSpreadsheet => (
                "Файл не прочитан: это таблица XML 2003",
                "Откройте в Excel и сохраните как xlsx.",
                "The file was not read: it is an XML 2003 spreadsheet",
                "Open it in Excel and save it as xlsx.",
            ),
            Self::TooOld => (
                "Файл не прочитан: он создан слишком старой программой",
                "Откройте в Excel и сохраните как xlsx.",
                "The file was not read: it was made by too old a program",
                "Open it in Excel and save it as xlsx.",
            ),
            Self::FileDamaged => (
                "Файл не прочитан: он повреждён",
                "Получите файл заново или откройте в Excel с восстановлением и сохраните копию.",
                "The file was not read: it is damaged",
                "Get the file again, or let Excel repair it and save a copy.",
            ),
            Self::FileEmpty => (
                "В файле нет строк",
                "Проверьте, тот ли это файл и лист.",
                "The file has no rows",
                "Check that it is the right file and sheet.",
            ),
            Self::FileTooLarge { .. } => (
                "Файл слишком велик",
                "Разделите выгрузку на части.",
                "The file is too large",
                "Split the export into parts.",
            ),
            Self::Bomb => (
                "Файл не прочитан: при распаковке он непомерно велик",
                "Получите файл заново из системы контакт-центра.",
                "The file was not read: it unpacks to far too much",
                "Get the file again from the contact centre's system.",
            ),
            Self::TooManyCells => (
                "В таблице слишком много строк или столбцов",
                "Допустимо до 1 048 576 строк и 500 столбцов. Разделите выгрузку.",
                "The sheet has too many rows or columns",
                "At most 1,048,576 rows and 500 columns. Split the export.",
            ),
            Self::UnclosedQuote { .. } => (
                "Файл не прочитан: кавычка не закрыта",
                "Исправьте строку в исходной системе или сохраните файл как xlsx.",
                "The file was not read: a quote is never closed",
                "Mend the row at its source, or save the file as xlsx.",
            ),
            Self::SheetNotFound { .. } => (
                "В файле нет такого листа",
                "Проверьте имя листа.",
                "The file has no such sheet",
                "Check the sheet's name.",
            ),
            Self::DocumentUnsupported => (
                "Файл не принят: такие файлы не прикладываются",
                "Принимаются письмо .eml, PDF, JPEG, PNG, TIFF, WebP и DOCX.",
                "The file was not taken: files of this kind are not attached",
                "An .eml message, PDF, JPEG, PNG, TIFF, WebP and DOCX are accepted.",
            ),
            Self::NeitherKind => (
                "Файл не принят: программа таких не читает",
                "Таблица: xlsx, xlsm, xls, ods, csv. Обращение: письмо .eml, PDF, JPEG, PNG, TIFF, WebP, DOCX.",
                "The file was not taken: the program does not read files of this kind",
                "Spreadsheets: xlsx, xlsm, xls, ods, csv. Cases: an .eml message, PDF, JPEG, PNG, TIFF, WebP, DOCX.",
            ),
            Self::OutlookMessage => (
                "Файл не прочитан: это письмо Outlook (.msg)",
                "Откройте его в почтовой программе и сохраните письмо как .eml.",
                "The file was not read: it is a message of Outlook (.msg)",
                "Open it in the mail program and save the message as .eml.",
            ),
            Self::DocumentDamaged => (
                "Файл не принят: он повреждён или обрывается",
                "Получите файл заново или отсканируйте документ ещё раз.",
                "The file was not taken: it is damaged or breaks off",
                "Get the file again, or scan the document once more.",
            ),
            Self::DocumentEmpty => (
                "Файл пуст",
                "Проверьте, тот ли это файл: в нём нет ни одного байта.",
                "The file is empty",
                "Check that it is the right file: it has not a single byte.",
            ),
            Self::DocumentTooLarge { .. } => (
                "Файл слишком велик",
                "Отсканируйте с меньшим разрешением или разделите документ.",
                "The file is too large",
                "Scan with a lower resolution, or split the document.",
            ),
            Self::TooManyPoints => (
                "Изображение слишком велико: больше 64 млн точек",
                "Отсканируйте с меньшим разрешением: для текста довольно 300 точек на дюйм.",
                "The picture is too large: more than 64 million points",
                "Scan with a lower resolution: 300 dots per inch are enough for text.",
            ),
            Self::DocumentSlow => (
                "Файл не принят: чтение заняло слишком много времени",
                "Сохраните документ как PDF и приложите его.",
                "The file was not taken: reading took too long",
                "Save the document as PDF and attach that.",
            ),
            Self::EncodingUnknown => (
                "Не удалось определить кодировку файла",
                "Сохраните файл в UTF-8 или как xlsx.",
                "The file's encoding could not be found",
                "Save the file in UTF-8 or as xlsx.",
            ),
            Self::OutOfMemory => (
                "Файл не прочитан: ему нужно слишком много памяти",
                "Откройте в Excel, удалите лишние столбцы и сохраните как xlsx.",
                "The file was not read: it needs too much memory",
                "Open it in Excel, remove what is not needed and save it as xlsx.",
            ),
            Self::TimedOut => (
                "Файл не прочитан: чтение заняло слишком много времени",
                "Откройте в Excel, удалите лишнее и сохраните как xlsx.",
                "The file was not read: reading took too long",
                "Open it in Excel, remove what is not needed and save it as xlsx.",
            ),
            Self::Cancelled => {
                ("Чтение отменено", "Ничего не записано.", "Reading was cancelled", "Nothing was written.")
            }
            Self::WorkerFailed => (
                "Не удалось запустить чтение файла",
                "Повторите; если снова, переустановите программу.",
                "Reading could not be started",
                "Try again; if it fails again, install the program anew.",
            ),
            Self::Unreadable => (
                "Файл не прочитан",
                "Проверьте, что файл есть и доступен для чтения.",
                "The file was not read",
                "Check that the file exists and can be read.",
            ),
        };
        let (mut message, mut hint) = match lang {
            Lang::Ru => (ru.to_owned(), hint_ru.to_owned()),
            Lang::En => (en.to_owned(), hint_en.to_owned()),
        };
        match (self, lang) {
            (Self::FileTooLarge { limit_mb } | Self::DocumentTooLarge { limit_mb }, Lang::Ru) => {
                message.push_str(&format!(": допустимо до {limit_mb} МБ"))
            }
            (Self::FileTooLarge { limit_mb } | Self::DocumentTooLarge { limit_mb }, Lang::En) => {
                message.push_str(&format!(": at most {limit_mb} MB"))
            }
            (Self::UnclosedQuote { row }, Lang::Ru) => {
                message.push_str(&format!(", начиная со строки {row}"))
            }
            (Self::UnclosedQuote { row }, Lang::En) => message.push_str(&format!(", from row {row} on")),
            (Self::SheetNotFound { sheets }, Lang::Ru) => {
                hint.push_str(&format!(" Листы файла: {}.", sheets.join(", ")))
            }
            (Self::SheetNotFound { sheets }, Lang::En) => {
                hint.push_str(&format!(" Sheets of the file: {}.", sheets.join(", ")))
            }
            _ => {}
        }
        (message, hint)
    }
}
