"""Forms of dates by language, where Django's own are not those wanted."""
