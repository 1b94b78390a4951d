"""Where templates are read from: the portal's own in the council's words, those of libraries as they are."""

TEMPLATE_LOADERS = [
    (
        "django.template.loaders.cached.Loader",
        ["accounts.councils.loading.Loader", "django.template.loaders.app_directories.Loader"],
    )
]
