"""Who gets which status at the doors that belong to no room."""

from tests.access.table import Row, statuses

ROWS = [
    Row("home", "GET", "", statuses(200)),
    Row("home", "POST", "", statuses(405, anonymous=405)),
    Row("health_live", "GET", "", statuses(200, anonymous=200)),
    Row("health_ready", "GET", "", statuses(200, anonymous=200)),
    Row("usersessions_list", "GET", "", statuses(200)),
    Row("usersessions_list", "POST", "", statuses(302)),
]
