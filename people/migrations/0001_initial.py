import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from people.installing import InstallTriggers


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='email address')),
                ('name', models.CharField(max_length=200, verbose_name='full name')),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False, verbose_name='may use the admin site')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once', violation_error_message='Someone already has an account with this email address.')],
            },
        ),
        migrations.CreateModel(
            name='Specialty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=60)),
                ('group', models.CharField(blank=True, max_length=80)),
                ('parent', models.CharField(blank=True, max_length=200)),
                ('source', models.TextField(blank=True)),
                ('mark', models.CharField(blank=True, max_length=60)),
                ('note', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name_plural': 'specialties',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('name', 'kind', 'parent'), name='specialty_once')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ods_code', models.CharField(max_length=10, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=60)),
                ('subtype', models.CharField(blank=True, max_length=60)),
                ('region', models.CharField(db_index=True, max_length=60)),
                ('icb_code', models.CharField(blank=True, max_length=10)),
                ('town', models.CharField(blank=True, max_length=80)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('source', models.TextField(blank=True)),
                ('mark', models.CharField(blank=True, max_length=100)),
            ],
            options={
                'ordering': ['name'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['name'], name='organisation_name_trigrams', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.CreateModel(
            name='Clinician',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profession', models.CharField(choices=[('doctor', 'Doctor'), ('nurse', 'Nurse'), ('midwife', 'Midwife'), ('ahp', 'Allied health professional'), ('pharmacist', 'Pharmacist'), ('scientist', 'Healthcare scientist'), ('dentist', 'Dentist'), ('manager', 'Manager')], max_length=20)),
                ('registration_body', models.CharField(blank=True, max_length=20)),
                ('registration_number', models.CharField(blank=True, max_length=20)),
                ('appraised_on', models.DateField(blank=True, null=True, verbose_name='last appraisal')),
                ('revalidates_on', models.DateField(blank=True, null=True, verbose_name='day of revalidation')),
                ('both_registers', models.BooleanField(default=False, verbose_name='registered as nurse and as midwife')),
                ('wtr_opt_out', models.BooleanField(default=False, verbose_name='has opted out of the 48-hour week')),
                ('private_practice', models.BooleanField(default=False, verbose_name='does private practice')),
                ('extra_pa_offered', models.BooleanField(default=False, verbose_name='has offered an additional PA')),
                ('home_region', models.CharField(blank=True, max_length=60)),
                ('wants_pas_low', models.DecimalField(blank=True, decimal_places=3, max_digits=5, null=True, verbose_name='least leadership PAs a week looked for')),
                ('wants_pas_high', models.DecimalField(blank=True, decimal_places=3, max_digits=5, null=True, verbose_name='most leadership PAs a week looked for')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='clinician', to=settings.AUTH_USER_MODEL)),
                ('specialty', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.specialty')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('wants_pas_high__isnull', True), ('wants_pas_low__isnull', True), ('wants_pas_high__gte', models.F('wants_pas_low')), _connector='OR'), name='wants_no_less_than_the_least')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_clinicianevent" ("appraised_on", "both_registers", "extra_pa_offered", "home_region", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "private_practice", "profession", "registration_body", "registration_number", "revalidates_on", "specialty_id", "user_id", "wants_pas_high", "wants_pas_low", "wtr_opt_out") VALUES (NEW."appraised_on", NEW."both_registers", NEW."extra_pa_offered", NEW."home_region", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."private_practice", NEW."profession", NEW."registration_body", NEW."registration_number", NEW."revalidates_on", NEW."specialty_id", NEW."user_id", NEW."wants_pas_high", NEW."wants_pas_low", NEW."wtr_opt_out"); RETURN NULL;', hash='d928fbf1fef8a60cc343b2898a5df6a643fc8bc5', operation='INSERT', pgid='pgtrigger_insert_insert_4e067', table='people_clinician', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_clinicianevent" ("appraised_on", "both_registers", "extra_pa_offered", "home_region", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "private_practice", "profession", "registration_body", "registration_number", "revalidates_on", "specialty_id", "user_id", "wants_pas_high", "wants_pas_low", "wtr_opt_out") VALUES (NEW."appraised_on", NEW."both_registers", NEW."extra_pa_offered", NEW."home_region", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."private_practice", NEW."profession", NEW."registration_body", NEW."registration_number", NEW."revalidates_on", NEW."specialty_id", NEW."user_id", NEW."wants_pas_high", NEW."wants_pas_low", NEW."wtr_opt_out"); RETURN NULL;', hash='f4df563d40991a8f6dede9917f82c3467e13fcc5', operation='UPDATE', pgid='pgtrigger_update_update_6c739', table='people_clinician', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('specialty_name', models.CharField(blank=True, max_length=120)),
                ('dcc_pas_needed', models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True, verbose_name='direct clinical care needed, PAs a week')),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='people.service')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='people.organisation')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='service_name_once'), models.CheckConstraint(condition=models.Q(('merged_into', None), ('closed_on__isnull', False), _connector='OR'), name='merged_from_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SettingValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('value', models.CharField(max_length=200)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('reason', models.TextField(blank=True)),
                ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='setting_values', to='people.organisation')),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('organisation', '='), ('key', '='), ('period', '&&')], name='one_value_of_a_setting_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('key', 'small_number'), _negated=True), ('value__in', ['5', '6', '7', '8', '9', '10']), _connector='OR'), name='r12_small_number_from_5_to_10'), models.CheckConstraint(condition=models.Q(models.Q(('key', 'applications_kept_days'), _negated=True), ('value__regex', '^(1[89]\\d|[2-7]\\d\\d|800)$'), _connector='OR'), name='applications_kept_from_180_to_800_days'), models.CheckConstraint(condition=models.Q(('period__startswith__isnull', False)), name='setting_from_a_day')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_settingvalueevent" ("id", "key", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "set_at", "set_by_id", "value") VALUES (NEW."id", NEW."key", NEW."organisation_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."set_at", NEW."set_by_id", NEW."value"); RETURN NULL;', hash='5276987e0bdf4a952212d32a0d1bc1510b8d3624', operation='INSERT', pgid='pgtrigger_insert_insert_541a5', table='people_settingvalue', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_settingvalueevent" ("id", "key", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "set_at", "set_by_id", "value") VALUES (NEW."id", NEW."key", NEW."organisation_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."set_at", NEW."set_by_id", NEW."value"); RETURN NULL;', hash='075996f8b9129d5cd005fa9a53772d61db2d5331', operation='UPDATE', pgid='pgtrigger_update_update_3d0ea', table='people_settingvalue', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_settingvalueevent" ("id", "key", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "set_at", "set_by_id", "value") VALUES (OLD."id", OLD."key", OLD."organisation_id", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."set_at", OLD."set_by_id", OLD."value"); RETURN NULL;', hash='d150519d771b6b389642075f1441dfe1527b03be', operation='DELETE', pgid='pgtrigger_delete_delete_4df05', table='people_settingvalue', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='ClinicianEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('profession', models.CharField(choices=[('doctor', 'Doctor'), ('nurse', 'Nurse'), ('midwife', 'Midwife'), ('ahp', 'Allied health professional'), ('pharmacist', 'Pharmacist'), ('scientist', 'Healthcare scientist'), ('dentist', 'Dentist'), ('manager', 'Manager')], max_length=20)),
                ('registration_body', models.CharField(blank=True, max_length=20)),
                ('registration_number', models.CharField(blank=True, max_length=20)),
                ('appraised_on', models.DateField(blank=True, null=True, verbose_name='last appraisal')),
                ('revalidates_on', models.DateField(blank=True, null=True, verbose_name='day of revalidation')),
                ('both_registers', models.BooleanField(default=False, verbose_name='registered as nurse and as midwife')),
                ('wtr_opt_out', models.BooleanField(default=False, verbose_name='has opted out of the 48-hour week')),
                ('private_practice', models.BooleanField(default=False, verbose_name='does private practice')),
                ('extra_pa_offered', models.BooleanField(default=False, verbose_name='has offered an additional PA')),
                ('home_region', models.CharField(blank=True, max_length=60)),
                ('wants_pas_low', models.DecimalField(blank=True, decimal_places=3, max_digits=5, null=True, verbose_name='least leadership PAs a week looked for')),
                ('wants_pas_high', models.DecimalField(blank=True, decimal_places=3, max_digits=5, null=True, verbose_name='most leadership PAs a week looked for')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.clinician')),
                ('user', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('specialty', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.specialty')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('clinician', 'Clinician'), ('service_lead', 'Service lead'), ('medical_director', 'Medical director'), ('recruiter', 'Recruiter'), ('panel_member', 'Panel member'), ('hr', 'Human resources'), ('organisation_admin', 'Organisation administrator'), ('analyst', 'Analyst')], max_length=30)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('appraiser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appraised_memberships', to=settings.AUTH_USER_MODEL)),
                ('line_manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='managed_memberships', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.organisation')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.service')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GistIndex(fields=['organisation', 'role', 'period'], name='membership_role_holders')],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('organisation', '='), (django.db.models.functions.comparison.Coalesce('service', 0), '='), ('role', '='), ('period', '&&')], name='one_membership_of_a_kind_a_day')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_membershipevent" ("appraiser_id", "id", "line_manager_id", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "service_id", "user_id") VALUES (NEW."appraiser_id", NEW."id", NEW."line_manager_id", NEW."organisation_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."service_id", NEW."user_id"); RETURN NULL;', hash='5daef6279f9ee0712f46cd7139b1ee8c298009df', operation='INSERT', pgid='pgtrigger_insert_insert_6bbf7', table='people_membership', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_membershipevent" ("appraiser_id", "id", "line_manager_id", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "service_id", "user_id") VALUES (NEW."appraiser_id", NEW."id", NEW."line_manager_id", NEW."organisation_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."service_id", NEW."user_id"); RETURN NULL;', hash='4b0094ae0cfb587cc80dfeb308e657b3ce844800', operation='UPDATE', pgid='pgtrigger_update_update_c12bb', table='people_membership', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_membershipevent" ("appraiser_id", "id", "line_manager_id", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "service_id", "user_id") VALUES (OLD."appraiser_id", OLD."id", OLD."line_manager_id", OLD."organisation_id", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."service_id", OLD."user_id"); RETURN NULL;', hash='e1da2dc720a3b36d8dc4c0264d4b99ac2aaeea41', operation='DELETE', pgid='pgtrigger_delete_delete_1c841', table='people_membership', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='SettingValueEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(max_length=60)),
                ('value', models.CharField(max_length=200)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('reason', models.TextField(blank=True)),
                ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('organisation', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.settingvalue')),
                ('set_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('clinician', 'Clinician'), ('service_lead', 'Service lead'), ('medical_director', 'Medical director'), ('recruiter', 'Recruiter'), ('panel_member', 'Panel member'), ('hr', 'Human resources'), ('organisation_admin', 'Organisation administrator'), ('analyst', 'Analyst')], max_length=30)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('appraiser', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('line_manager', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.membership')),
                ('user', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.organisation')),
                ('service', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        InstallTriggers(),
    ]
