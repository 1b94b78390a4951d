"""Where templates are read from: the portal's own, put into the council's words, and those of libraries
as they are."""

TEMPLATE_LOADERS = [
    (
        "django.template.loaders.cached.Loader",
        ["accounts.councils.loading.Loader", "django.template.loaders.app_directories.Loader"],
    )
]
