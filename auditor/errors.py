"""The errors that a user can do something about; everything else is a bug and shows its traceback.

    AuditorError            a sentence for the user: what, where, remedy
    ├── ConfigurationError  audit.toml, actuals.toml, an option            exit code 2
    ├── RuleError           a file in rules/, shown with its own lines     exit code 2
    ├── StoreError          the audit file cannot be opened or written     exit code 2
    ├── SourceError         a source as a whole cannot be opened           exit code 3
    ├── MeasurementError    an event table cannot be read                  exit code 3
    └── WorkerError         a process that read documents was killed       exit code 3

A single page or row that cannot be read is never an error: it is a value (`Skipped`, a quarantined row),
the run goes on and the report shows it.
"""


class AuditorError(Exception):
    """A sentence that names the thing, the place and the remedy; `exit_code` is what `audit` ends with."""

    exit_code = 2


class ConfigurationError(AuditorError):
    """A fault in audit.toml, in actuals.toml or in an option."""


class RuleError(AuditorError):
    """A fault in a rule file, shown as path:line with the lines around it."""


class StoreError(AuditorError):
    """The audit file cannot be opened, read or written."""


class SourceError(AuditorError):
    """A website, folder or file as a whole cannot be opened."""

    exit_code = 3


class MeasurementError(AuditorError):
    """An event table cannot be read or does not hold what actuals.toml says."""

    exit_code = 3


class WorkerError(AuditorError):
    """A process that read documents was ended from outside."""

    exit_code = 3
