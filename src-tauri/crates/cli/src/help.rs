//! The help of `otvet` without clap's own English: headings, value names, defaults and the two built-in options are
//! worded here; what a command and an option do stands beside them in `args.rs`, in Russian.

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, CommandFactory as _};
use desk::Lang;

struct Heads {
    usage: &'static str,
    commands: &'static str,
    arguments: &'static str,
    options: &'static str,
    options_in_usage: &'static str,
    command_in_usage: &'static str,
    default: &'static str,
    values: &'static str,
    help: &'static str,
    version: &'static str,
}

const RU: Heads = Heads {
    usage: "Вызов:",
    commands: "Команды",
    arguments: "Что указать",
    options: "Параметры",
    options_in_usage: "[ПАРАМЕТРЫ]",
    command_in_usage: "КОМАНДА",
    default: "по умолчанию",
    values: "варианты",
    help: "Эта справка",
    version: "Версия программы",
};

const EN: Heads = Heads {
    usage: "Usage:",
    commands: "Commands",
    arguments: "Arguments",
    options: "Options",
    options_in_usage: "[OPTIONS]",
    command_in_usage: "COMMAND",
    default: "default",
    values: "values",
    help: "This help",
    version: "The program's version",
};

/// The whole command line, ready to be parsed.
#[must_use]
pub fn command(lang: Lang) -> Command {
    let heads = if lang == Lang::Ru { &RU } else { &EN };
    let mut root = worded(crate::args::Cli::command(), heads)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .help(heads.help)
                .help_heading(heads.options)
                .action(ArgAction::Help)
                .global(true),
        )
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .help(heads.version)
                .help_heading(heads.options)
                .action(ArgAction::Version)
                .global(true),
        );
    root.build();
    with_usage(root, heads)
}

fn worded(command: Command, heads: &'static Heads) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_help_heading(heads.commands)
        .subcommand_value_name(heads.command_in_usage)
        .help_template(format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}", heads.usage))
        .mut_args(|arg| argument(arg, heads));
    for name in names {
        command = command.mut_subcommand(name, |sub| worded(sub, heads));
    }
    command
}

fn argument(arg: Arg, heads: &'static Heads) -> Arg {
    let heading = if arg.is_positional() { heads.arguments } else { heads.options };
    let takes_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let mut notes = Vec::new();
    if takes_value {
        let values: Vec<String> =
            arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        if !values.is_empty() {
            notes.push(format!("{}: {}", heads.values, values.join(", ")));
        }
        let default: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        if !default.is_empty() {
            notes.push(format!("{}: {}", heads.default, default.join(", ")));
        }
    }
    let mut arg = arg.help_heading(heading);
    if takes_value {
        arg = arg.hide_possible_values(true).hide_default_value(true);
    }
    if let (Some(help), false) = (arg.get_help().map(ToString::to_string), notes.is_empty()) {
        arg = arg.help(format!("{help} [{}]", notes.join("; ")));
    }
    arg
}

/// The line of usage, with clap's placeholder in the language of the help.
fn with_usage(mut command: Command, heads: &'static Heads) -> Command {
    for sub in command.get_subcommands_mut() {
        *sub = with_usage(std::mem::take(sub), heads);
    }
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", heads.options_in_usage);
    command.override_usage(StyledStr::from(usage))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(command: &Command, path: &str, see: &mut impl FnMut(&Command, &str)) {
        see(command, path);
        for sub in command.get_subcommands() {
            walk(sub, &format!("{path} {}", sub.get_name()), see);
        }
    }

    fn russian(text: &str) -> bool {
        text.chars().any(|c| ('а'..='я').contains(&c) || ('А'..='Я').contains(&c))
    }

    #[test]
    fn every_command_and_option_is_described_in_russian() {
        let mut faults = Vec::new();
        let mut seen = 0;
        walk(&command(Lang::Ru), "otvet", &mut |command, path| {
            seen += 1;
            if !command.get_about().is_some_and(|about| russian(&about.to_string())) {
                faults.push(path.to_owned());
            }
            for arg in command.get_arguments() {
                if !arg.get_help().is_some_and(|help| russian(&help.to_string())) {
                    faults.push(format!("{path}: {}", arg.get_id()));
                }
                let takes_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
                let value = arg.get_value_names().unwrap_or_default();
                if takes_value && !value.iter().any(|name| russian(name) || *name == "N") {
                    faults.push(format!("{path}: the value of {}", arg.get_id()));
                }
            }
        });
        assert!(seen > 40, "{seen} commands");
        assert!(faults.is_empty(), "without a Russian description:\n{}", faults.join("\n"));
    }

    #[test]
    fn no_help_speaks_the_language_of_the_library() {
        walk(&command(Lang::Ru), "otvet", &mut |command, path| {
            let help = command.clone().render_long_help().to_string();
            for word in [
                "Usage",
                "Options",
                "OPTIONS",
                "Commands",
                "COMMAND",
                "Arguments",
                "Print",
                "default:",
                "possible",
            ] {
                assert!(!help.contains(word), "{path}: «{word}» in\n{help}");
            }
            assert!(help.contains("Вызов: otvet"), "{path}\n{help}");
        });
        walk(&command(Lang::En), "otvet", &mut |command, path| {
            let help = command.clone().render_help().to_string();
            assert!(help.contains("Usage: otvet") && !help.contains("Параметры:"), "{path}\n{help}");
        });
    }

    #[test]
    fn the_built_command_is_sound() {
        crate::args::Cli::command().debug_assert();
        let matches = command(Lang::Ru).try_get_matches_from(["otvet", "cases", "--limit", "5"]);
        assert_eq!(matches.expect("read").subcommand_name(), Some("cases"));
    }
}
