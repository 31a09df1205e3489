from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("directory of centers")

    def ready(self) -> None:
        from directory import geocoding
        from directory.events import put_into_site
        from directory.models.noticing import watch_changes
        from directory.models.rederiving import watch
        from directory.versioning import keep_version
        from portal import health

        watch()
        watch_changes()
        put_into_site()
        post_migrate.connect(keep_version, sender=self)
        if geocoding.is_configured():
            health.WATCHES["geocoder"] = health.Watch(geocoding.look)
