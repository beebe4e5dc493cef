import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from people.installing import InstallTriggers


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.TextField(verbose_name='what it is for')),
                ('sequence', models.PositiveIntegerField(default=0, verbose_name='times calendars were told')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_why', models.TextField(blank=True)),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='mentoring.mentorship')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('cancelled_by__isnull', True)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False)), _connector='OR'), name='cancelled_by_someone')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "mentoring_sessionevent" ("cancelled_at", "cancelled_by_id", "id", "mentorship_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sequence") VALUES (NEW."cancelled_at", NEW."cancelled_by_id", NEW."id", NEW."mentorship_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sequence"); RETURN NULL;', hash='b8b99c7c0964f23cea57bee57e50a54ec1dd5bbd', operation='INSERT', pgid='pgtrigger_insert_insert_7a76e', table='mentoring_session', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."cancelled_by_id" IS DISTINCT FROM (NEW."cancelled_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."mentorship_id" IS DISTINCT FROM (NEW."mentorship_id") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence"))', func='INSERT INTO "mentoring_sessionevent" ("cancelled_at", "cancelled_by_id", "id", "mentorship_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sequence") VALUES (NEW."cancelled_at", NEW."cancelled_by_id", NEW."id", NEW."mentorship_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sequence"); RETURN NULL;', hash='51b0df88c38d449af95fe99e48cfc32d2cc2b7d1', operation='UPDATE', pgid='pgtrigger_update_update_c267d', table='mentoring_session', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='SessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('sequence', models.PositiveIntegerField(default=0, verbose_name='times calendars were told')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('mentorship', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='mentoring.mentorship')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mentoring.session')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SessionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='what I take from it')),
                ('shared', models.BooleanField(default=False, verbose_name='shared with the mentor')),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='note', to='mentoring.session')),
            ],
            options={
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "mentoring_sessionnoteevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "session_id", "shared") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."saved_at", NEW."session_id", NEW."shared"); RETURN NULL;', hash='92c9346d8e62edd572222124252bdb14731720d5', operation='INSERT', pgid='pgtrigger_insert_insert_9d72f', table='mentoring_sessionnote', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."saved_at" IS DISTINCT FROM (NEW."saved_at") OR OLD."session_id" IS DISTINCT FROM (NEW."session_id") OR OLD."shared" IS DISTINCT FROM (NEW."shared"))', func='INSERT INTO "mentoring_sessionnoteevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "session_id", "shared") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."saved_at", NEW."session_id", NEW."shared"); RETURN NULL;', hash='01aee1466365879e1c038790c0ea8a2482c9dd2a', operation='UPDATE', pgid='pgtrigger_update_update_82d31', table='mentoring_sessionnote', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='SessionNoteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('shared', models.BooleanField(default=False, verbose_name='shared with the mentor')),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mentoring.sessionnote')),
                ('session', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='mentoring.session')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SessionTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='length in minutes')),
                ('place', models.CharField(blank=True, max_length=200)),
                ('link', models.URLField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('agreed', 'Agreed'), ('replaced', 'Replaced'), ('cancelled', 'Cancelled')], default='proposed', max_length=10)),
                ('why', models.TextField(blank=True, verbose_name='why another time')),
                ('proposed_at', models.DateTimeField(auto_now_add=True)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='times', to='mentoring.session')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'agreed')), fields=['starts_at'], name='agreed_session_times')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('session',), name='one_proposed_time_a_session'), models.UniqueConstraint(condition=models.Q(('state', 'agreed')), fields=('session',), name='one_agreed_time_a_session'), models.CheckConstraint(condition=models.Q(('minutes__gte', 5), ('minutes__lte', 480)), name='session_5_to_480_minutes'), models.CheckConstraint(condition=models.Q(('link', ''), ('place', ''), _negated=True), name='session_has_a_place_or_link')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "mentoring_sessiontimeevent" ("id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "session_id", "starts_at", "state") VALUES (NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."session_id", NEW."starts_at", NEW."state"); RETURN NULL;', hash='bedc9bb0eef2a82fc90ad86d8907555988eed653', operation='INSERT', pgid='pgtrigger_insert_insert_d58af', table='mentoring_sessiontime', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."session_id" IS DISTINCT FROM (NEW."session_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "mentoring_sessiontimeevent" ("id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "session_id", "starts_at", "state") VALUES (NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."session_id", NEW."starts_at", NEW."state"); RETURN NULL;', hash='df952a2bad55f468f355fa9e9821a63bbc9398e9', operation='UPDATE', pgid='pgtrigger_update_update_f4f83', table='mentoring_sessiontime', when='AFTER'))],
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='SessionTimeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='length in minutes')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('agreed', 'Agreed'), ('replaced', 'Replaced'), ('cancelled', 'Cancelled')], default='proposed', max_length=10)),
                ('proposed_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mentoring.sessiontime')),
                ('proposed_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='mentoring.session')),
            ],
            options={
                'abstract': False,
            },
        ),
        InstallTriggers(),
    ]
