from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0002_api_clients"),
    ]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="changed_at",
            field=models.DateTimeField(db_index=True, null=True),
        ),
    ]
