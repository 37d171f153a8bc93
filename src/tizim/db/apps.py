"""Django's name for the app."""

from django.apps import AppConfig


class TizimDb(AppConfig):
    name = "tizim.db"
    label = "tizim"
