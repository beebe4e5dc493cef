"""Addresses of this room."""

from django.urls import path, re_path

from rewards.payroll import views

urlpatterns = [
    path("", views.organisations, name="payroll"),
    path("<int:pk>/", views.send, name="payroll-send"),
    re_path(r"^(?P<pk>\d{1,18})/template\.(?P<kind>xlsx|csv)$", views.template_file, name="payroll-template"),
    path("<int:pk>/<int:number>/", views.checked, name="payroll-checked"),
    path("<int:pk>/<int:number>/columns/", views.columns, name="payroll-columns"),
    path("<int:pk>/<int:number>/again/", views.again, name="payroll-again"),
    path("<int:pk>/<int:number>/write/", views.write, name="payroll-write"),
    path("<int:pk>/<int:number>/problems.csv", views.problems_file, name="payroll-problems"),
]
