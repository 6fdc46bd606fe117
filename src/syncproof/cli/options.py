"""Options as the commands declare them, and those that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, TypeAlias

import click
from click.core import ParameterSource

from syncproof.cli.completion import VALUES
from syncproof.errors import BadInput
from syncproof.inputs import check_path
from syncproof.report import formats
from syncproof.run import settings
from syncproof.run.settings import ProjectSettings
from syncproof.sut.masking import masked
from syncproof.sut.named_files import named_files
from syncproof.sut.options import Sut


class _File(click.Path):
    """A path; an empty one is refused, which would be the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's
        """Return the path. Raises BadParameter for none, and BadInput for a path that can lead nowhere."""
        if value == "":
            self.fail("the path is empty; name a file or a folder.", param, ctx)
        path = super().convert(value, param, ctx)
        check_path(Path(os.fsdecode(path)))
        return path


FILE = _File(path_type=Path)
SEED = click.IntRange(0, 2**32 - 1)
Command: TypeAlias = Callable[..., int]
_SETTINGS = "syncproof.settings"


def hold(reports: Iterable[Path | None]) -> None:
    """Hold the pipes among some reports open until the command ends. Raises BadInput for one that nobody reads."""
    from syncproof.report import files  # noqa: PLC0415 - `--help` must not wait for this

    click.get_current_context().with_resource(files.held([each for each in reports if each]))


def inputs(documents: Sequence[Path], features: Path, settings: ProjectSettings, sut: Sut) -> list[Path]:
    """Return the files and folders that a command reads, whose place nothing that it writes may take."""
    return [*documents, features, *([settings.file] if settings.file else []), *named_files(sut)]


def settings_of(context: click.Context) -> ProjectSettings:
    """Return the settings that hold for a command, read once. Raises BadInput where they are wrong."""
    if _SETTINGS not in context.meta:
        context.meta[_SETTINGS] = settings.found()
    found: ProjectSettings = context.meta[_SETTINGS]
    return found


class _Settable(click.Parameter):
    """A parameter that a setting stands for where the command line does not name the parameter.

    `setting` is the setting's key, '' for none. Where one of the parameters in `unless` is on the command line, the
    setting does not hold.
    """

    setting = ""
    unless: tuple[str, ...] = ()
    group = ""
    """The heading under which `--help` shows the parameter; '' for `Other`."""

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, ParameterSource]:
        """Return the value and where it is from. Raises BadInput for a setting with a value that no option takes."""
        value, source = super().consume_value(ctx, opts)
        given = source is not ParameterSource.DEFAULT and value != ()
        if given or not self.setting or ctx.resilient_parsing or any(name in opts for name in self.unless):
            return value, source
        found = settings_of(ctx).get(self.setting)
        if found is None:
            return value, source
        try:
            self.type_cast_value(ctx, found.value)
        except click.BadParameter as error:
            right = self.type.choices if isinstance(self.type, click.Choice) else ()
            wrong = next((each for each in found.value if each not in right), "") if right else ""
            what = f"{self.setting}: {error.message.removesuffix('.')}"
            raise BadInput(what, where=found.where, near=(wrong, right), do="correct the value") from error
        return found.value, ParameterSource.DEFAULT_MAP


class Argument(_Settable, click.Argument):
    """The files that a command takes; where it is given none, those of a setting."""

    def __init__(self, *names: Any, setting: str = "", **more: Any) -> None:  # noqa: ANN401 - click's
        super().__init__(*names, **more)
        self.setting = setting


class Option(_Settable, click.Option):
    """An option that adds up where it can be repeated, and is else refused where it is given twice; a flag may be."""

    def __init__(
        self,
        *names: Any,  # noqa: ANN401 - click's
        setting: str = "",
        unless: tuple[str, ...] = (),
        group: str = "",
        **more: Any,  # noqa: ANN401 - click's
    ) -> None:
        super().__init__(*names, **more)
        self.setting = setting
        self.unless = unless
        self.group = group

    @property
    def is_single(self) -> bool:
        """Whether the option takes a value, and only one."""
        return not (self.is_flag or self.multiple or self.count)

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:  # noqa: ANN401 - click keeps the type to itself
        """Let the parser keep every value: it would drop all but the last."""
        if self.is_single:
            parser.add_option(obj=self, opts=self.opts, dest=self.name, action="append", nargs=self.nargs)
        else:
            super().add_to_parser(parser, ctx)

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, ParameterSource]:
        """Return the value and where it is from. Raises BadInput for a second value where there can be but one."""
        given = opts.get(str(self.name))
        if self.is_single and isinstance(given, list):
            if len(given) > 1:
                times = "twice" if len(given) == 2 else f"{len(given)} times"  # noqa: PLR2004 - twice is two
                values = " and ".join(masked(str(value), os.environ) for value in given)
                raise BadInput(f"{self.opts[0]} is given {times}: {values}", do="name one of them")
            opts = {**opts, str(self.name): given[0]}
        return super().consume_value(ctx, opts)


class GroupedCommand(click.Command):
    """A command whose help shows the options under headings, those without one at the end."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        rows: dict[str, list[tuple[str, str]]] = {}
        for each in self.get_params(ctx):
            if isinstance(each, click.Option) and (record := each.get_help_record(ctx)) is not None:
                rows.setdefault(getattr(each, "group", ""), []).append(record)
        last = rows.pop("", [])
        for heading, records in [*rows.items(), *([("Other", last)] if last else [])]:
            with formatter.section(heading):
                formatter.write_dl(records)


def group(heading: str, *options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return options that `--help` shows under a heading."""

    def with_options(command: Command) -> Command:
        before = len(getattr(command, "__click_params__", ()))
        for each in reversed(options):
            command = each(command)
        for parameter in vars(command)["__click_params__"][before:]:
            parameter.group = heading
        return command

    return with_options


def option(names: str, metavar: str, text: str, *, unset: str = "", **more: Any) -> Callable[[Command], Command]:  # noqa: ANN401 - click's
    """Return an option; `unset` says what holds without it, where its default does not say so.

    `setting` is the key that stands for the option in `[tool.syncproof]`.
    """
    of_click = {"metavar": metavar or None, "show_default": unset or True, "help": text}
    more.setdefault("shell_complete", VALUES.get(names.split(maxsplit=1)[0]))
    return click.option(*names.split(), cls=Option, **of_click, **more)


def flag(names: str, text: str, **more: Any) -> Callable[[Command], Command]:  # noqa: ANN401 - click's
    """Return an option without a value, which is off by default."""
    return option(names, "", text, unset="off", is_flag=True, **more)


def named_folder(command: Command) -> Command:
    """Give a command the option by which people say which accepted document its one document is."""
    text = "Folder of the accepted document that this one is, under another name."
    return option("--as named", "FOLDER", text, unset="found by names and sections")(command)


def check_one(named: str | None, paths: Sequence[Path]) -> None:
    """Raise BadInput where people say of several documents at once which accepted one they are."""
    if named is not None and len(paths) != 1:
        what = f"--as says which accepted document one document is, and here are {len(paths)}"
        raise BadInput(what, where=f"--as {named}", do="name one document in a call")


def without_settings(command: Command) -> Command:
    """Give a command the flag that leaves the settings out."""

    def leave_out(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
        if value:
            context.meta[_SETTINGS] = ProjectSettings(are_left_out=True)

    text = "Leave [tool.syncproof] of pyproject.toml out."
    return flag("--no-settings", text, is_eager=True, expose_value=False, callback=leave_out)(command)


def report_options(command: Command) -> Command:
    """Give a command an option for each report format, and hand the files that are named on as `reports`."""

    @wraps(command)
    def with_reports(**options: Any) -> int:  # noqa: ANN401 - whatever else the command takes
        targets = {name: options.pop(f"report_{name}") for name in formats.REPORTS}
        return command(reports={name: path for name, path in targets.items() if path}, **options)

    with_options: Command = with_reports
    for name, each in reversed(tuple(formats.REPORTS.items())):
        names, setting = f"--{name} report_{name}", f"reports.{name}"
        with_options = option(names, "F", each.help, unset="not written", type=FILE, setting=setting)(with_options)
    return with_options


def installed_features() -> Path:
    """Return the folder of the features that are part of the installation."""
    from syncproof import features  # noqa: PLC0415 - a package that few commands need

    return Path(str(features.__file__)).parent
