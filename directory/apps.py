from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("directory of centers")

    def ready(self) -> None:
        from directory.models.rederiving import watch

        watch()
