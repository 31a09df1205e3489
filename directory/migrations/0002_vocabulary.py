"""The words that centers and people share, as a beginning; the ministry edits them in the admin."""

import json
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).resolve().parent.parent / "data" / "vocabulary.json"


def write(apps, schema_editor):
    words = json.loads(FILE.read_text(encoding="utf-8"))
    Service, TargetGroup, Need = (apps.get_model("directory", name) for name in ("Service", "TargetGroup", "Need"))
    services = {}
    for order, fields in enumerate(words["services"]):
        services[fields["slug"]] = Service.objects.create(sort_order=order * 10, **fields)
    for order, fields in enumerate(words["groups"]):
        TargetGroup.objects.create(sort_order=order * 10, **fields)
    for order, fields in enumerate(words["needs"]):
        service = services.get(fields.pop("service"))
        Need.objects.create(sort_order=order * 10, service=service, **fields)


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
