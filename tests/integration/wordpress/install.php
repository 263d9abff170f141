<?php
// Sets WordPress up, with a user who may write drafts and no more, and prints that user's application password.
define('WP_INSTALLING', true);
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('A blog', 'admin', 'admin@example.com', true, '', 'not-a-secret');
update_option('permalink_structure', '/%postname%/');
flush_rewrite_rules();
$author = wp_insert_user(['user_login' => 'marketing', 'user_pass' => 'not-a-secret', 'role' => 'author', 'display_name' => 'Marketing']);
[$password] = WP_Application_Passwords::create_new_application_password($author, ['name' => 'IdeaNet']);
echo WP_Application_Passwords::chunk_password($password);
