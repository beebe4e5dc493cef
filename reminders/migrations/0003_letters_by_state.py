from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The outbox is written to meanwhile: no lock."""

    atomic = False

    dependencies = [
        ('reminders', '0002_mail_trouble'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='message',
            index=models.Index(condition=models.Q(('state', 'held')), fields=['to'], name='message_held'),
        ),
        AddIndexConcurrently(
            model_name='message',
            index=models.Index(fields=['state', 'created_at', 'id'], name='message_queue'),
        ),
        AddIndexConcurrently(
            model_name='message',
            index=models.Index(fields=['state', 'kind'], name='message_counts'),
        ),
    ]
