import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import reminders.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.CharField(default=reminders.models.new_secret, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(auto_now=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Due',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=80)),
                ('due_on', models.DateField()),
                ('remind_on', models.DateField(help_text='The day on which the next reminder goes out.')),
                ('stage', models.CharField(choices=[('before', 'Before the day'), ('day', 'On the day'), ('after', 'After the day, if it is not done'), ('escalation', 'To someone else, if it is still not done')], default='day', max_length=10, verbose_name='next reminder')),
                ('title', models.CharField(max_length=200)),
                ('path', models.CharField(max_length=300, verbose_name='address within the site')),
                ('state', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='open', max_length=10)),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='when its last reminder went')),
                ('sequence', models.PositiveIntegerField(default=0, verbose_name='times rescheduled')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('organisation', models.ForeignKey(blank=True, help_text='Whose settings it goes by.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dues', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('reminded_at__isnull', True), ('state', 'open')), fields=['remind_on', 'id'], name='due_to_remind'), models.Index(condition=models.Q(('state', 'open')), fields=['user', 'due_on'], name='due_of_person')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject', 'user'), name='due_once_a_subject_and_person')],
            },
        ),
        migrations.CreateModel(
            name='Habits',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='message_habits', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('quiet_from', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='full hour from which it is quiet')),
                ('quiet_to', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='full hour at which quiet ends')),
                ('language', models.CharField(blank=True, max_length=10)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('quiet_from', None), ('quiet_to', None)), models.Q(('quiet_from__lte', 23), ('quiet_to__lte', 23), models.Q(('quiet_from', models.F('quiet_to')), _negated=True)), _connector='OR'), name='quiet_hours_have_two_ends')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('to', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=250)),
                ('text', models.TextField()),
                ('html', models.TextField(blank=True)),
                ('path', models.CharField(blank=True, max_length=300, verbose_name='address within the site')),
                ('calendar', models.TextField(blank=True, db_default='', default='', verbose_name='invitation that goes with it (RFC 5546)')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('claimed', 'Being sent'), ('handing', 'Handed to the mail server, answer not yet seen'), ('sent', 'Sent'), ('failed', 'Failed for good'), ('doubt', 'In doubt: may have been delivered'), ('held', 'Held back: its address was refused')], default='waiting', max_length=10)),
                ('message_id', models.CharField(max_length=120, unique=True, verbose_name='Message-ID header')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('not_before', models.DateTimeField(help_text='Earliest moment of the next try.')),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('claimed_by', models.BigIntegerField(blank=True, null=True, verbose_name='number of the run that has it')),
                ('first_tried_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('trouble', models.TextField(blank=True, verbose_name='last trouble')),
                ('why', models.CharField(blank=True, choices=[('server', 'The mail server could not be reached, or broke off'), ('answer', 'The mail server refused it for now'), ('slow', 'The recipient’s mail server is slow'), ('address', 'The address was refused for good'), ('letter', 'The letter was refused for good'), ('doubt', 'No answer after the last byte')], max_length=10, verbose_name='kind of trouble')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages_to', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['not_before', 'id'], name='message_waiting'), models.Index(condition=models.Q(('state__in', ['claimed', 'handing'])), fields=['claimed_at'], name='message_claimed'), models.Index(condition=models.Q(('state', 'held')), fields=['to'], name='message_held'), models.Index(fields=['state', 'created_at', 'id'], name='message_queue'), models.Index(fields=['state', 'kind'], name='message_counts')],
            },
        ),
        migrations.CreateModel(
            name='RefusedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(help_text='In lower case.', max_length=254)),
                ('words', models.TextField(verbose_name='what the mail server said')),
                ('refused_at', models.DateTimeField()),
                ('cleared_at', models.DateTimeField(blank=True, null=True)),
                ('cleared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refused_addresses', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('cleared_at__isnull', True)), fields=['-refused_at', '-id'], name='refused_standing')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cleared_at__isnull', True)), fields=('address',), name='refused_once')],
            },
        ),
        migrations.CreateModel(
            name='Away',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('delegate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='times_standing_in', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='times_away', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['period'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('period', '&&')], name='away_once_a_day'), models.CheckConstraint(condition=models.Q(('delegate', models.F('user')), _negated=True), name='away_for_another'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False), ('period__upper_inf', False)), name='away_has_both_days')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('every', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day, in the morning'), ('weekly', 'Once a week, on Monday morning'), ('off', 'Not by email')], max_length=10)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='message_choices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='one_choice_a_person_and_kind')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('stage', models.CharField(blank=True, max_length=10)),
                ('title', models.CharField(max_length=250)),
                ('path', models.CharField(blank=True, max_length=300, verbose_name='address within the site')),
                ('due_on', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('letter_at', models.DateTimeField(blank=True, null=True)),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('letter', models.CharField(blank=True, max_length=200, verbose_name='key of the message that told it')),
                ('due', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='reminders.due')),
                ('person', models.ForeignKey(blank=True, help_text='From whom it is due, where that is someone else: who is away, or has not done it.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-made_at', '-id'], name='notice_of_person'), models.Index(condition=models.Q(('letter_at__isnull', False), ('told_at__isnull', True)), fields=['letter_at', 'user'], name='notice_letter_due'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='notice_unread')],
            },
        ),
    ]
