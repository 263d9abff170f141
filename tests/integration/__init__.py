"""Against the real thing: needs Debian's wordpress, PHP and MariaDB, so a plain run leaves it out."""
