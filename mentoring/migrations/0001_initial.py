import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from people.installing import InstallTriggers


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='MentorProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.TextField()),
                ('topics', models.CharField(blank=True, max_length=300)),
                ('region', models.CharField(blank=True, max_length=60)),
                ('capacity', models.PositiveSmallIntegerField(default=3, verbose_name='most mentees at once')),
                ('accepting', models.BooleanField(default=True, verbose_name='takes requests now')),
                ('joined_on', models.DateField()),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mentor_profile', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('accepting', True)), fields=['region'], name='mentor_accepting')],
            },
        ),
        migrations.CreateModel(
            name='Mentorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('requested', 'Requested'), ('active', 'Active'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('ended', 'Ended')], default='requested', max_length=10)),
                ('message', models.TextField(verbose_name='what the mentee hopes for')),
                ('answer', models.TextField(blank=True)),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('mentee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentorships', to=settings.AUTH_USER_MODEL)),
                ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentorships', to='mentoring.mentorprofile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['requested', 'active'])), fields=('mentor', 'mentee'), name='one_open_mentorship_a_pair')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "mentoring_mentorshipevent" ("answered_at", "ended_at", "id", "mentee_id", "mentor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "status") VALUES (NEW."answered_at", NEW."ended_at", NEW."id", NEW."mentee_id", NEW."mentor_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."requested_at", NEW."status"); RETURN NULL;', hash='5deff68759cf429b70d61cfc9844d2f4f646d9d5', operation='INSERT', pgid='pgtrigger_insert_insert_c06e5', table='mentoring_mentorship', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."mentee_id" IS DISTINCT FROM (NEW."mentee_id") OR OLD."mentor_id" IS DISTINCT FROM (NEW."mentor_id") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "mentoring_mentorshipevent" ("answered_at", "ended_at", "id", "mentee_id", "mentor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "status") VALUES (NEW."answered_at", NEW."ended_at", NEW."id", NEW."mentee_id", NEW."mentor_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."requested_at", NEW."status"); RETURN NULL;', hash='7a16db22221da7d272df049a003bdfbf1ae5bd83', operation='UPDATE', pgid='pgtrigger_update_update_2aa59', table='mentoring_mentorship', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='MentorshipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('requested', 'Requested'), ('active', 'Active'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('ended', 'Ended')], default='requested', max_length=10)),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('mentee', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('mentor', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='mentoring.mentorprofile')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mentoring.mentorship')),
            ],
            options={
                'abstract': False,
            },
        ),
        InstallTriggers(),
    ]
